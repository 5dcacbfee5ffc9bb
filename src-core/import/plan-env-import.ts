/**
 * What an import of a .env file would do, row by row, before anything is written: which rows become entries, which are left out and
 * why, and what other readers of the same file would have dropped.
 */
import { parseEnv } from 'node:util';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { type EnvLine, parseEnvFile } from './env-file.ts';
import { guessCredential, type ImportedKind } from './guess-credential.ts';

export interface ImportRow {
  readonly line: number;
  /** Null where the line has no readable name. */
  readonly name: string | null;
  /** `skip` rows become no entry. */
  readonly action: 'add' | 'skip';
  readonly kind: ImportedKind | null;
  readonly issuer: string | null;
  /** The secret; null on skipped rows. */
  readonly value: string | null;
  /** Why it is skipped, and what is worth knowing; never the value. */
  readonly notes: readonly string[];
}

/** Larger than any .env file that a person wrote. */
export const MAX_ENV_FILE_BYTES = 1_048_576;
const MAX_VALUE_LENGTH = 65_536;

/** The text of a .env file. Throws import/unreadable for what cannot be one: too large, not UTF-8, binary. */
export function decodeEnvFile(bytes: Uint8Array): string {
  if (bytes.length > MAX_ENV_FILE_BYTES) {
    throw new KeywrightError('import/unreadable', 'The file is larger than 1 MiB');
  }
  if (bytes.includes(0)) {
    throw new KeywrightError('import/unreadable', 'The file is not text');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new KeywrightError('import/unreadable', 'The file is not UTF-8 text', { cause: error });
  }
}

/** Plans the import of `text`; `taken` holds the names of entries that exist. Of a repeated name the last line wins. */
export function planEnvImport(text: string, taken: ReadonlySet<string>): ImportRow[] {
  const lines = parseEnvFile(text);
  const lastLine = new Map<string, number>();
  for (const line of lines) if (line.kind === 'assignment') lastLine.set(line.name, line.line);
  const others = readAsNode(text);
  return lines.map((line) => planRow(line, { taken, lastLine, others }));
}

interface Surroundings {
  readonly taken: ReadonlySet<string>;
  readonly lastLine: ReadonlyMap<string, number>;
  /** How Node itself reads the same file; it drops duplicates, and what follows a `#` without a space. */
  readonly others: ReadonlyMap<string, string>;
}

function planRow(line: EnvLine, around: Surroundings): ImportRow {
  if (line.kind === 'problem') return skipped(line.line, null, line.why);
  const { name, value } = line;
  const winner = around.lastLine.get(name);
  if (winner !== undefined && winner !== line.line) {
    return skipped(line.line, name, `set again on line ${winner}, which wins`);
  }
  if (value === '') return skipped(line.line, name, 'empty');
  if (value.length > MAX_VALUE_LENGTH) {
    return skipped(line.line, name, 'longer than 65,536 characters');
  }
  if (around.taken.has(name)) return skipped(line.line, name, 'an entry of that name exists');
  const notes: string[] = [];
  if (around.others.get(name) !== value)
    notes.push('Node’s own reader of .env files reads it differently');
  if (line.comment !== null && line.comment !== '') notes.push('the comment behind it is left out');
  return { line: line.line, name, action: 'add', value, notes, ...guessCredential(name, value) };
}

function skipped(line: number, name: string | null, why: string): ImportRow {
  return { line, name, action: 'skip', kind: null, issuer: null, value: null, notes: [why] };
}

function readAsNode(text: string): ReadonlyMap<string, string> {
  const pairs = Object.entries(parseEnv(text));
  return new Map(pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
