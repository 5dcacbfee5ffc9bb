/**
 * Makes the feed of a release: `node packaging/sign-release.ts --key FILE [--new-key] FILES…` writes keywright-update.json and its
 * signature beside the first file. The private key (PKCS #8, PEM) never leaves the machine of who releases.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { signManifest } from './sign-manifest.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { key: { type: 'string' }, 'new-key': { type: 'boolean', default: false } },
});
const [first] = positionals;

try {
  if (values.key === undefined) throw new Error('give the private key with --key FILE');
  if (values['new-key']) makeKey(values.key);
  if (first !== undefined) signFiles(values.key, dirname(resolve(first)));
} catch (error) {
  process.stderr.write(`keywright: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** Refuses to write over one that is there. */
function makeKey(file: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
  writeFileSync(file, pem, { mode: 0o600, flag: 'wx' });
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  process.stdout.write(`KEYWRIGHT_UPDATE_KEY=${publicKey.toString('base64')}\n`);
}

function signFiles(keyFile: string, folder: string): void {
  const files = positionals.map((path) => {
    const content = readFileSync(path);
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { path, sha256, sizeBytes: content.length };
  });
  const { bytes, signature } = signManifest(files, createPrivateKey(readFileSync(keyFile)));
  writeFileSync(join(folder, 'keywright-update.json'), bytes);
  writeFileSync(join(folder, 'keywright-update.sig'), `${signature}\n`);
}
