/** What a writer knows to be there: everything that was acknowledged to it. It says so after each step, as one line of JSON. */
import { createHash } from 'node:crypto';

export interface KnownBackup {
  readonly file: string;
  readonly world: World;
}

export interface World {
  /** The step that was acknowledged last. */
  readonly step: string;
  readonly recoveryCode: string;
  readonly password: string;
  /** Generation of the vault, and last event of the store. */
  readonly generation: number;
  readonly head: number;
  /** Version of each live entry by id. */
  readonly entries: Readonly<Record<string, number>>;
  /** Digest of the secret of each third-party entry by id, of each token by version id. */
  readonly values: Readonly<Record<string, string>>;
  readonly tokens: Readonly<Record<string, string>>;
  readonly backups: readonly KnownBackup[];
  /** After a restore the store may hold versions whose copies went with the replaced vault. */
  readonly isRestored: boolean;
}

export function digest(secretText: string): string {
  return createHash('sha256').update(secretText).digest('hex').slice(0, 16);
}

/** Two lines a step, so that a log tells what was under way: `begin STEP`, then the world. */
export function beginLine(step: string): string {
  return `begin ${step}\n`;
}

export function worldLine(world: World): string {
  return `${JSON.stringify(world)}\n`;
}

export function parseWorld(line: string): World | null {
  return line.startsWith('{') ? (JSON.parse(line) as World) : null;
}
