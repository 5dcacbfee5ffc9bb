/** What is found in a broken home, what a repair leaves, and that a sound home has nothing found and nothing changed. */
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCheckpoints } from '../../../src-core/audit/checkpoint-file.ts';
import { findRepairs } from '../../../src-core/repair/find-repairs.ts';
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';
import { readLastUse } from '../../../src-core/usage/read-usage.ts';
import { codeOf } from '../../code-of.ts';
import {
  asideNames,
  BACKUPS,
  breakIndex,
  type RepairHome,
  repairHome,
  snapshot,
} from './repair-home.ts';

const idsOf = ({ deps }: RepairHome): string[] =>
  findRepairs(deps).map(({ finding }) => finding.id);

function repair({ deps }: RepairHome): void {
  for (const found of findRepairs(deps)) found.apply();
}

function old(path: string): string {
  utimesSync(path, 1, 1);
  return path;
}

describe('a sound home', () => {
  it('has nothing found, and nothing is changed by looking and repairing', () => {
    const home = repairHome();
    const before = snapshot(home.dir);
    expect(idsOf(home)).toEqual([]);
    repair(home);
    expect(snapshot(home.dir)).toEqual(before);
  });

  it('is whole without backups, usage and checkpoints, too', () => {
    const home = repairHome();
    rmSync(home.path('backups'), { recursive: true });
    rmSync(home.places.usageFile);
    rmSync(home.places.checkpointsFile);
    expect(idsOf(home)).toEqual([]);
  });
});

describe('looking', () => {
  it('changes nothing, whatever is broken', () => {
    const home = repairHome();
    chmodSync(home.places.storeFile, 0o644);
    writeFileSync(home.places.usageFile, 'no database');
    appendFileSync(home.places.checkpointsFile, '{"v":1,"sto');
    breakIndex(home.places.storeFile);
    const before = snapshot(home.dir);
    expect(idsOf(home).length).toBeGreaterThan(3);
    expect(snapshot(home.dir)).toEqual(before);
  });
});

describe.skipIf(process.platform === 'win32')('modes', () => {
  it('of files and folders of ours are made private; what else lies there is left', () => {
    const home = repairHome();
    writeFileSync(home.path('notes.txt'), 'mine', { mode: 0o644 });
    chmodSync(home.dir, 0o755);
    chmodSync(home.places.vaultFile, 0o644);
    chmodSync(home.path(`backups/${BACKUPS[0]}`), 0o640);
    expect(idsOf(home)).toEqual(['files/modes']);
    repair(home);
    const modeOf = (path: string) => statSync(path).mode & 0o777;
    expect(modeOf(home.dir)).toBe(0o700);
    expect(modeOf(home.places.vaultFile)).toBe(0o600);
    expect(modeOf(home.path(`backups/${BACKUPS[0]}`))).toBe(0o600);
    expect(modeOf(home.path('notes.txt'))).toBe(0o644);
    expect(idsOf(home)).toEqual([]);
  });
});

describe('what a killed program left', () => {
  it('of drafts is moved aside once they are old, and kept', () => {
    const home = repairHome();
    const drafts = [
      '.vault.db.0123456789ab.tmp',
      'store.db.new-0123456789ab',
      'store.keys.new-0123456789abcdef',
    ];
    for (const name of drafts) writeFileSync(home.path(name), name, { mode: 0o600 });
    expect(idsOf(home)).toEqual([]);
    for (const name of drafts) old(home.path(name));
    expect(idsOf(home)).toEqual(['files/drafts']);
    repair(home);
    expect(asideNames(home.dir)).toEqual(drafts.toSorted());
    expect(
      readdirSync(home.path('set-aside'))
        .map((name) => readFileSync(home.path(`set-aside/${name}`), 'utf8'))
        .toSorted(),
    ).toEqual(drafts.toSorted());
    expect(idsOf(home)).toEqual([]);
  });

  it('of a restore is the second name of the vault; a vault that was replaced is left alone', () => {
    const home = repairHome();
    linkSync(home.places.vaultFile, home.path('vault.db.replaced-2026-01-01'));
    copyFileSync(home.places.vaultFile, home.path('vault.db.replaced-2025-01-01'));
    chmodSync(home.path('vault.db.replaced-2025-01-01'), 0o600);
    const before = readFileSync(home.places.vaultFile);
    expect(idsOf(home)).toEqual(['files/second-name']);
    repair(home);
    expect(existsSync(home.path('vault.db.replaced-2026-01-01'))).toBe(false);
    expect(existsSync(home.path('vault.db.replaced-2025-01-01'))).toBe(true);
    expect(readFileSync(home.places.vaultFile).equals(before)).toBe(true);
  });

  it('of a log whose database is gone is moved aside, so that nothing put in its place reads it', () => {
    const home = repairHome();
    rmSync(home.places.vaultFile);
    writeFileSync(`${home.places.vaultFile}-wal`, 'old log', { mode: 0o600 });
    expect(idsOf(home)).toEqual(['files/orphan-logs']);
    repair(home);
    expect(asideNames(home.dir)).toEqual(['vault.db-wal']);
    expect(idsOf(home)).toEqual([]);
  });

  it('of a log beside its database is read in, unless a program is at work', () => {
    const home = repairHome();
    const copies = leaveLog(home);
    expect(statSync(`${home.places.storeFile}-wal`).size).toBeGreaterThan(0);
    home.alive.server = true;
    expect(idsOf(home)).toEqual([]);
    home.alive.server = false;
    expect(idsOf(home)).toEqual(['files/logs']);
    repair(home);
    expect(existsSync(`${home.places.storeFile}-wal`)).toBe(false);
    expect(ownersIn(home.places.storeFile)).toBe(copies.owners + 1);
  });

  it('of a server is removed, and that of a living one is not', () => {
    const home = repairHome();
    writeFileSync(home.places.serverFile, '{"v":1,"pid":4711,"token":"x"}', { mode: 0o600 });
    writeFileSync(home.path('server.header'), 'Authorization: Bearer x', { mode: 0o600 });
    home.alive.pids.add(4711);
    expect(idsOf(home)).toEqual([]);
    home.alive.pids.clear();
    expect(idsOf(home)).toEqual(['server/files']);
    repair(home);
    expect(existsSync(home.places.serverFile) || existsSync(home.path('server.header'))).toBe(
      false,
    );
  });

  it('of a server whose file is torn is removed, unless the lock of the store is held', () => {
    const home = repairHome();
    writeFileSync(home.places.serverFile, '{"v":1,"pi', { mode: 0o600 });
    home.alive.server = true;
    expect(idsOf(home)).toEqual([]);
    home.alive.server = false;
    expect(idsOf(home)).toEqual(['server/files']);
  });

  it.skipIf(process.platform === 'win32')('of an agent is its socket', async () => {
    const home = repairHome();
    const server = createServer().listen(home.places.agentSocket);
    await new Promise((resolve) => server.once('listening', resolve));
    chmodSync(home.places.agentSocket, 0o600);
    home.alive.agent = true;
    expect(idsOf(home)).toEqual([]);
    home.alive.agent = false;
    expect(idsOf(home)).toEqual(['agent/socket']);
    repair(home);
    expect(existsSync(home.places.agentSocket)).toBe(false);
    server.close();
  });
});

describe('a broken usage file', () => {
  it.each([
    ['damaged', (path: string) => truncateSync(path, 5_000)],
    ['no database', (path: string) => writeFileSync(path, 'no database')],
  ])('is moved aside and made anew: %s', (_name, damage) => {
    const home = repairHome();
    damage(home.places.usageFile);
    expect(idsOf(home)).toEqual(['usage/file']);
    repair(home);
    expect(asideNames(home.dir)).toEqual(['usage.db']);
    expect(readLastUse(home.places.usageFile).size).toBe(0);
  });

  it('is left where a server uses it, and where a newer version wrote it', () => {
    const home = repairHome();
    const db = openSqliteFile(home.places.usageFile, { area: 'usage', mode: 'write' });
    db.pragma('user_version = 2');
    db.pragma('journal_mode = DELETE');
    db.close();
    expect(idsOf(home)).toEqual([]);
    writeFileSync(home.places.usageFile, 'no database');
    home.alive.server = true;
    const [found] = findRepairs(home.deps);
    expect(codeOf(() => found?.apply())).toBe('store/busy');
    expect(readFileSync(home.places.usageFile, 'utf8')).toBe('no database');
  });
});

describe('an index of the store that lacks entries', () => {
  it('is made again from the rows, and a copy is kept', () => {
    const home = repairHome();
    const owners = ownersIn(home.places.storeFile);
    breakIndex(home.places.storeFile);
    const broken = readFileSync(home.places.storeFile);
    expect(idsOf(home)).toEqual(['store/indexes']);
    repair(home);
    expect(idsOf(home)).toEqual([]);
    expect(ownersIn(home.places.storeFile)).toBe(owners);
    const [copy = ''] = readdirSync(home.path('set-aside'));
    expect(readFileSync(join(home.path('set-aside'), copy)).equals(broken)).toBe(true);
  });

  it('is no repair’s where rows are damaged, too', () => {
    const home = repairHome();
    truncateSync(home.places.storeFile, statSync(home.places.storeFile).size - 8_192);
    expect(idsOf(home)).toEqual([]);
  });
});

describe('backups', () => {
  it('that are no vault are moved aside, the others stay', () => {
    const home = repairHome();
    writeFileSync(home.path(`backups/${BACKUPS[0]}`), 'cut', { mode: 0o600 });
    expect(idsOf(home)).toEqual(['backup/files']);
    repair(home);
    expect(readdirSync(home.path('backups'))).toEqual([BACKUPS[1]]);
    expect(asideNames(home.dir)).toEqual([BACKUPS[0]]);
  });
});

describe('a torn line of the checkpoints', () => {
  it('is taken out, every whole one stays, and a copy is kept', () => {
    const home = repairHome();
    const whole = readFileSync(home.places.checkpointsFile, 'utf8');
    appendFileSync(home.places.checkpointsFile, '{"v":1,"storeId":"sto_');
    const torn = readFileSync(home.places.checkpointsFile, 'utf8');
    expect(idsOf(home)).toEqual(['audit/checkpoint-lines']);
    repair(home);
    expect(readFileSync(home.places.checkpointsFile, 'utf8')).toBe(whole);
    expect(statSync(home.places.checkpointsFile).mode & 0o777).toBe(0o600);
    expect(readCheckpoints(home.places.checkpointsFile).checkpoints.length).toBeGreaterThan(0);
    expect(
      readFileSync(home.path(`set-aside/${readdirSync(home.path('set-aside'))[0]}`), 'utf8'),
    ).toBe(torn);
  });
});

/** Commits an owner and leaves the store as a program does that is killed then: with its log. */
function leaveLog(home: RepairHome): { readonly owners: number } {
  const { storeFile } = home.places;
  const owners = ownersIn(storeFile);
  const db = openSqliteFile(storeFile, { area: 'store', mode: 'write' });
  const columns = (db.pragma('table_info(owners)') as { name: string }[]).map(({ name }) => name);
  const values = columns.map((name) =>
    name === 'id' ? "'own_000000000000000000000z'" : name === 'name' ? "'left behind'" : name,
  );
  db.exec(`INSERT INTO owners (${columns.join()}) SELECT ${values.join()} FROM owners LIMIT 1`);
  for (const suffix of ['', '-wal']) copyFileSync(storeFile + suffix, `${storeFile}.kept${suffix}`);
  db.close();
  for (const suffix of ['', '-wal']) {
    copyFileSync(`${storeFile}.kept${suffix}`, storeFile + suffix);
    chmodSync(storeFile + suffix, 0o600);
    rmSync(`${storeFile}.kept${suffix}`);
  }
  return { owners };
}

function ownersIn(path: string): number {
  const db = openSqliteFile(path, { area: 'store', mode: 'read' });
  const count = Number(db.prepare('SELECT count(*) FROM owners').pluck().get());
  db.close();
  return count;
}
