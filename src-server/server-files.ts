/**
 * Tells other programs of this user where the server is: `server.json` with address and token, and `server.header`, the token as
 * a header line for `curl -H @server.header`. Both 0600 in the runtime directory, which is made 0700.
 */
import { chmodSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../src-core/places/make-private-folder.ts';
import type { SecretText } from '../src-core/secret/secret-bytes.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';

interface ServerFacts {
  readonly url: string;
  /** Every address that is listened on. */
  readonly urls: readonly string[];
  readonly port: number;
  readonly pid: number;
  /** RFC 3339. */
  readonly startedAt: string;
}

export interface ServerFiles {
  readonly serverFile: string;
  readonly headerFile: string;
  /** Removes both, unless another server has written its own since. Never throws. */
  remove(): void;
}

/** Writes both files. Throws file/unwritable. */
export function writeServerFiles(
  runtimeDir: string,
  facts: ServerFacts,
  token: SecretText,
): ServerFiles {
  const serverFile = join(runtimeDir, 'server.json');
  const headerFile = join(runtimeDir, 'server.header');
  const text = `${JSON.stringify({ v: 1, ...facts, token: token.expose(), headerFile })}\n`;
  try {
    makePrivateDirectory(runtimeDir);
    writePrivately(headerFile, `Authorization: Bearer ${token.expose()}\n`);
    writePrivately(serverFile, text);
  } catch (error) {
    throw new KeywrightError('file/unwritable', `Cannot write ${serverFile}`, { cause: error });
  }
  return { serverFile, headerFile, remove: () => removeOwn(serverFile, headerFile, text) };
}

function makePrivateDirectory(path: string): void {
  makePrivateFolder(path);
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o700);
}

/** A reader sees the former file or the whole new one. */
function writePrivately(path: string, text: string): void {
  const temporary = `${path}.${process.pid}`;
  rmSync(temporary, { force: true });
  writeFileSync(temporary, text, { mode: 0o600, flag: 'wx' });
  renameSync(temporary, path);
}

function removeOwn(serverFile: string, headerFile: string, text: string): void {
  try {
    if (readFileSync(serverFile, 'utf8') !== text) return;
    rmSync(serverFile, { force: true });
    rmSync(headerFile, { force: true });
  } catch {
    return;
  }
}
