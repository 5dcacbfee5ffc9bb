/**
 * The proxy token: 32 random bytes in a file of this user (0600), made once and kept, since it stands in the configuration of gateways
 * that outlive a start of the server (docs/decisions/0190).
 */
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { RandomSource } from '../runtime/random.ts';
import { SecretText } from '../secret/secret-bytes.ts';
import { errorNumber } from './file-fault.ts';
import { makePrivateFolder } from './make-private-folder.ts';

const TOKEN_BYTES = 32;
const FORM = /^[0-9A-Za-z_-]{43}$/;

/** 43 base64url characters; made where there is none yet. Throws file/unwritable, also where the file holds something else. */
export function readOrMakeProxyToken(file: string, random: RandomSource): SecretText {
  try {
    return readToken(file) ?? makeToken(file, random);
  } catch (error) {
    if (error instanceof KeywrightError) throw error;
    throw new KeywrightError('file/unwritable', `Cannot keep the proxy token in ${file}`, {
      cause: error,
    });
  }
}

/** Null: there is no file. */
function readToken(file: string): SecretText | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (errorNumber(error) === 'ENOENT') return null;
    throw error;
  }
  if (FORM.test(text)) return new SecretText(text);
  throw new KeywrightError('file/unwritable', `${file} holds no proxy token`, {
    hint: 'Remove the file, then print the configuration of each gateway again.',
  });
}

/** Of two programs that make one at the same time, the first wins and both use its token. */
function makeToken(file: string, random: RandomSource): SecretText {
  makePrivateFolder(dirname(file));
  const temporary = `${file}.${process.pid}`;
  rmSync(temporary, { force: true });
  writeFileSync(temporary, `${random.bytes(TOKEN_BYTES).toString('base64url')}\n`, {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });
  try {
    linkSync(temporary, file);
  } catch (error) {
    if (errorNumber(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
  const token = readToken(file);
  if (token === null) throw new Error('the file is gone again');
  return token;
}
