/** A feed on the loopback, made by the code that makes real ones, and what was asked of it. */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signManifest } from '../../../packaging/sign-manifest.ts';

export interface FeedServer {
  readonly feed: { readonly url: string; readonly publicKey: string };
  /** By path; may be changed to be what an attacker would serve. */
  readonly served: Map<string, Buffer | number>;
  readonly asked: { readonly url: string; readonly headers: readonly string[] }[];
  readonly name: string;
  stop(): Promise<void>;
}

export const UPDATE: Buffer = Buffer.from('the program of tomorrow'.repeat(9_000));

/** Serves version 0.2.0 for Linux on x64 as an AppImage. */
export async function serveFeed(): Promise<FeedServer> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const name = 'Keywright-0.2.0-linux-x86_64.AppImage';
  const sha256 = createHash('sha256').update(UPDATE).digest('hex');
  const file = { path: name, sizeBytes: UPDATE.length, sha256 };
  const { bytes, signature } = signManifest([file], privateKey);
  const served = new Map<string, Buffer | number>([
    ['/stable/keywright-update.json', bytes],
    ['/stable/keywright-update.sig', Buffer.from(signature)],
    [`/stable/${name}`, UPDATE],
  ]);
  const asked: FeedServer['asked'] = [];
  const server = createServer((request, response) => {
    const { url = '', rawHeaders } = request;
    asked.push({ url, headers: rawHeaders.filter((_, index) => index % 2 === 0) });
    const answer = served.get(url) ?? 404;
    if (typeof answer !== 'number') return void response.end(answer);
    response.writeHead(answer, { location: '/elsewhere' }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    feed: {
      url: `http://127.0.0.1:${port}/stable/`,
      publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    },
    served,
    asked,
    name,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
