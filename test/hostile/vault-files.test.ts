/** Attack: whoever can write the vault file changes its bytes. Opened by the recovery code, which costs no password hashing. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteFile } from '../../src-core/sqlite/sqlite-file.ts';
import { verifyBackup } from '../../src-core/vault/verify-backup.ts';
import { testDeps } from '../core/vault/vault-fixture.ts';
import { memoryFolder } from '../memory-folder.ts';
import { scaled, scaledTimeoutMs } from '../scale.ts';
import { mutateDatabase } from './byte-mutations.ts';
import { runHostile, WrongAnswer } from './hostile-run.ts';
import {
  type HostileVault,
  makeHostileVault,
  readHostileVault,
  removeDatabase,
} from './hostile-vault.ts';

const CASES = Math.max(1_000, scaled(1_000));
const folder = memoryFolder();
let vault: HostileVault;

beforeAll(async () => {
  vault = await makeHostileVault(folder.path, testDeps());
});
afterAll(() => folder.remove());

/** A reader that trusts the file: overviews and secrets as they lie there, no check of pages, no manifest. */
function readTrustingly(bytes: Buffer): string {
  const path = join(folder.path, 'trusted.db');
  removeDatabase(path);
  writeFileSync(path, bytes);
  const db = openSqliteFile(path, { area: 'vault', mode: 'read' });
  try {
    const rows = db.prepare('SELECT hex(overview) || hex(secret) FROM entries ORDER BY id').pluck();
    return String(rows.all());
  } finally {
    db.close();
  }
}

describe('a vault file whose bytes were changed', () => {
  it('shows what it held, is read-only, or ends with a code; never with a crash, a hang or another content', {
    timeout: scaledTimeoutMs(3_600_000),
  }, async () => {
    const report = await runHostile({
      title: 'mutated vaults',
      cases: CASES,
      original: vault.bytes,
      mutate: mutateDatabase,
      read: (bytes) => readHostileVault(vault, bytes),
    });
    expect(report.faults).toEqual([]);
    const outcomes = Array.from(report.outcomes.keys());
    expect(outcomes).toEqual(
      expect.arrayContaining(['changed-outside', 'vault/damaged', 'vault/foreign']),
    );
  });

  it('is read-only, not a crash, where one letter of a column’s name was made large', async () => {
    const bytes = Buffer.from(vault.bytes);
    const at = bytes.indexOf('event', bytes.indexOf('CREATE TABLE audit'));
    bytes.write('evEnt', at);
    expect(await readHostileVault(vault, bytes)).toBe('changed-outside');
  });

  it('is what it was where nothing was changed (control)', async () => {
    expect(await readHostileVault(vault, vault.bytes)).toBe('whole');
  });

  it('would be shown with another content by a reader without checks (control)', async () => {
    const whole = readTrustingly(vault.bytes);
    const report = await runHostile({
      title: 'mutated vaults, trusted',
      cases: 400,
      original: vault.bytes,
      mutate: mutateDatabase,
      read: (bytes) => {
        if (readTrustingly(bytes) !== whole) throw new WrongAnswer('another content');
        return 'whole';
      },
    });
    expect(report.faults.length).toBeGreaterThan(20);
  });
});

describe('a backup whose bytes were changed', () => {
  it('is called whole only where everything in it is what it was', {
    timeout: scaledTimeoutMs(3_600_000),
  }, async () => {
    const path = join(folder.path, 'backup.db');
    const credential = { kind: 'recovery', code: vault.recoveryCode } as const;
    const whole = await verified(vault.bytes);
    const report = await runHostile({
      title: 'mutated backups',
      cases: CASES,
      original: vault.bytes,
      mutate: mutateDatabase,
      read: async (bytes) => {
        if ((await verified(bytes)) !== whole) throw new WrongAnswer('another report');
        if ((await readHostileVault(vault, bytes)) !== 'whole') throw new WrongAnswer('not whole');
        return 'whole';
      },
    });
    expect(report.faults).toEqual([]);
    expect(report.outcomes.get('backup/damaged')).toBeGreaterThan(CASES / 4);

    async function verified(bytes: Buffer): Promise<string> {
      removeDatabase(path);
      writeFileSync(path, bytes);
      return JSON.stringify(await verifyBackup(path, credential));
    }
  });
});
