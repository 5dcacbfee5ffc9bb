import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepDailyBackup, listBackups } from '../../../src-core/vault/automatic-backups.ts';
import { readVaultHeader } from '../../../src-core/vault/vault-header.ts';
import { verifyBackup } from '../../../src-core/vault/verify-backup.ts';
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import { newRecoveryCode } from './rekey-fixture.ts';
import {
  addEntries,
  CTX,
  makeVault,
  PASSWORD,
  secretBytes,
  withPassword,
} from './vault-fixture.ts';

const DAY_MS = 86_400_000;
const NOON_MS = Date.parse('2026-11-24T12:00:00Z');

async function vaultWithFolder() {
  const made = await makeVault();
  addEntries(made.vault, 'one');
  const folder = join(made.folder, 'backups');
  const keep = (day = 0) => keepDailyBackup(made.vault, { folder, nowMs: NOON_MS + day * DAY_MS });
  const list = () => listBackups(folder, readVaultHeader(made.path));
  return { ...made, backups: folder, keep, list };
}

describe('the backup of the day', () => {
  it('is made once, is private, opens, and writes nothing to the vault', async () => {
    const { vault, backups, keep } = await vaultWithFolder();
    const { generation } = vault;
    expect([await keep(), await keep()]).toEqual([null, null]);
    expect(readdirSync(backups)).toEqual(['vault-2026-11-24.db']);
    const path = join(backups, 'vault-2026-11-24.db');
    expect(statSync(backups).mode & 0o777).toBe(0o700);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await verifyBackup(path, withPassword())).toMatchObject({ entries: 1 });
    expect(vault.generation).toBe(generation);
  });

  it('is rotated: the eighth day in a week drops the first', async () => {
    const { backups, keep } = await vaultWithFolder();
    for (let day = 0; day < 9; day += 1) expect(await keep(day)).toBeNull();
    expect(readdirSync(backups).toSorted()).toEqual([
      'vault-2026-11-25.db',
      ...['26', '27', '28', '29', '30'].map((day) => `vault-2026-11-${day}.db`),
      'vault-2026-12-01.db',
      'vault-2026-12-02.db',
    ]);
  });

  it('that fails drops none of the older ones and is told, not thrown', async () => {
    const { vault, backups, keep } = await vaultWithFolder();
    for (let day = 0; day < 7; day += 1) await keep(day);
    const full = () => Promise.reject(new KeywrightError('disk/full', 'The disk is full'));
    const place = { folder: backups, nowMs: NOON_MS + 30 * DAY_MS };
    expect(await keepDailyBackup({ backup: full, readOnlyCause: null }, place)).toBe('disk/full');
    expect(readdirSync(backups)).toHaveLength(7);
    expect(vault.list()).toHaveLength(1);
  });

  it('is told where its folder is a file, or a link to elsewhere', async () => {
    const first = await vaultWithFolder();
    writeFileSync(first.backups, '');
    expect(await first.keep()).toBe('file/unwritable');
    const second = await vaultWithFolder();
    mkdirSync(join(second.folder, 'elsewhere'));
    symlinkSync(join(second.folder, 'elsewhere'), second.backups);
    expect(await second.keep()).toBe('file/unsafe');
  });

  it('is not made of a vault that was changed outside', async () => {
    const { vault, backups } = await vaultWithFolder();
    const readOnly = {
      backup: vault.backup.bind(vault),
      readOnlyCause: 'changed-outside',
    } as const;
    expect(await keepDailyBackup(readOnly, { folder: backups, nowMs: NOON_MS })).toBeNull();
    expect(listBackups(backups, null)).toEqual([]);
  });
});

describe('the list of backups', () => {
  it('says which open with the present password, newest first', async () => {
    const { vault, keep, list } = await vaultWithFolder();
    await keep(0);
    expect(list().map(({ opensWith }) => opensWith)).toEqual(['present-password']);
    await vault.changePassword(secretBytes('another long password'), CTX);
    await keep(1);
    expect(list().map(({ opensWith }) => opensWith)).toEqual([
      'present-password',
      'older-password',
    ]);
    expect(list()[0]).toMatchObject({ dayMs: Date.parse('2026-11-25') });
  });

  it('counts a backup from before a rekey among the older, though the password is the same', async () => {
    const { vault, keep, list } = await vaultWithFolder();
    await keep(0);
    await vault.rekey({ password: secretBytes(PASSWORD), recoveryCode: newRecoveryCode() }, CTX);
    expect(list().map(({ opensWith }) => opensWith)).toEqual(['older-password']);
  });

  it('names the backup of another vault and what is damaged', async () => {
    const { backups, keep, list } = await vaultWithFolder();
    await keep(0);
    writeFileSync(join(backups, 'vault-2026-11-20.db'), 'no vault');
    expect(list().map(({ opensWith }) => opensWith)).toEqual(['present-password', 'unreadable']);
    const other = await makeVault();
    const seen = listBackups(backups, readVaultHeader(other.path));
    expect(seen.map(({ opensWith }) => opensWith)).toEqual(['another-vault', 'unreadable']);
  });
});
