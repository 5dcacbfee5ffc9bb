/** What another program changes in the store, a running server sees at the next verification. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStoreKeysFile } from '../../src-core/pepper/file-store-keys.ts';
import type { RunningServer } from '../../src-server/compose.ts';
import { scaled } from '../scale.ts';
import { openServerBench, postVerify, type ServerBench } from './server-bench.ts';

let bench: ServerBench;
let server: RunningServer;
let child: ChildProcess;
let answers: AsyncIterator<string>;

beforeAll(async () => {
  bench = await openServerBench();
  server = await bench.start();
  const keysFile = join(bench.dir, 'store.keys');
  await createStoreKeysFile(keysFile, bench.keys);
  const script = fileURLToPath(new URL('mutation-child.ts', import.meta.url));
  child = spawn(process.execPath, [script, bench.storeFile, keysFile], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('the child has no output');
  answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
});
afterAll(async () => {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.stdin?.end();
  await ended;
  await bench.close();
});

/** Resolves when the mutation has returned in the other process. */
async function elsewhere(action: string, id: string): Promise<void> {
  child.stdin?.write(`${action} ${id}\n`);
  expect((await answers.next()).value).toBe(action);
}

describe('a running server', () => {
  it('refuses at the next verification what another process has revoked or disabled', async () => {
    for (let round = 0; round < scaled(30); round += 1) {
      const first = await bench.issue();
      const second = await bench.rotate(first.key.id);
      const outcome = async (token: string) => (await postVerify(server, { token })).outcome;
      expect([await outcome(first.token), await outcome(second.token)]).toEqual(['valid', 'valid']);
      await elsewhere('disable', first.key.id);
      expect(await outcome(second.token)).toBe('disabled');
      await elsewhere('enable', first.key.id);
      expect(await outcome(second.token)).toBe('valid');
      await elsewhere('revoke-version', first.versionId);
      expect([await outcome(first.token), await outcome(second.token)]).toEqual([
        'revoked',
        'valid',
      ]);
      await elsewhere('revoke', first.key.id);
      expect(await outcome(second.token)).toBe('revoked');
    }
  });

  it('never accepts a key after the other process has answered, under load from eight clients', async () => {
    const { token, key } = await bench.issue();
    let isRevoked = false;
    let late = 0;
    let valid = 0;
    const warm = Promise.withResolvers<void>();
    const client = async (): Promise<void> => {
      for (let refusals = 0; refusals < 3; ) {
        const wasRevoked = isRevoked;
        const { outcome } = await postVerify(server, { token });
        if (outcome === 'valid') valid += 1;
        if (valid === 50) warm.resolve();
        if (outcome === 'valid' && wasRevoked) late += 1;
        if (outcome === 'revoked') refusals += 1;
      }
    };
    const clients = Array.from({ length: 8 }, client);
    await warm.promise;
    await elsewhere('revoke', key.id);
    isRevoked = true;
    await Promise.all(clients);
    expect(late).toBe(0);
  });
});
