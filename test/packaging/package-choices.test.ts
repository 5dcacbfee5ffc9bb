import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { explainFailure } from '../../packaging/explain-failure.ts';
import { findElectronDist } from '../../packaging/find-electron-dist.ts';
import { encodeIcns, encodeIco } from '../../packaging/icon-containers.ts';
import { readUpdateFeed } from '../../packaging/update-feed.ts';
import { root } from './root.ts';

const folder = mkdtempSync(join(tmpdir(), 'kw-choices-'));
const electron = join(folder, 'node_modules/electron');
mkdirSync(electron, { recursive: true });
writeFileSync(join(electron, 'package.json'), '{"version":"45.4.1"}');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function find(wishes: { asked?: string; env?: Record<string, string>; unreachable?: string }) {
  const reached: string[] = [];
  const found = findElectronDist({
    root: folder,
    platform: 'linux',
    asked: wishes.asked ?? null,
    env: wishes.env ?? {},
    reach: (url) => {
      reached.push(url);
      return Promise.resolve(wishes.unreachable ?? null);
    },
  });
  return found.then((source) => ({ ...source, reached }));
}

describe('the Electron of a package', () => {
  it('is fetched where none is at hand, and where it cannot be, says what to give', async () => {
    expect(await find({})).toMatchObject({ dist: null, refusal: null });
    const { refusal } = await find({ unreachable: 'ENOTFOUND' });
    expect(refusal).toBe(
      'Electron 45.4.1 is missing, and github.com cannot be reached (ENOTFOUND): give an unpacked one with --electron-dist DIR, or a mirror with ELECTRON_MIRROR (docs/packaging.md)',
    );
  });

  it('comes from the mirror that is set', async () => {
    const { reached } = await find({ env: { ELECTRON_MIRROR: 'https://mirror.example/' } });
    expect(reached).toEqual(['https://mirror.example/']);
  });

  it('is the one that is named, and refused where that folder has none', async () => {
    const dist = join(folder, 'dist');
    expect(await find({ asked: dist })).toMatchObject({
      dist: null,
      refusal: `there is no electron in ${dist}: give the folder of an unpacked Electron`,
    });
    mkdirSync(dist);
    writeFileSync(join(dist, 'electron'), '');
    expect(await find({ asked: dist })).toEqual({ dist, refusal: null, reached: [] });
    const env = { ELECTRON_OVERRIDE_DIST_PATH: dist };
    expect(await find({ env })).toEqual({ dist, refusal: null, reached: [] });
  });
});

describe('npm run package', () => {
  it.each([
    ['a folder holds no Electron', ['dir', '--electron-dist', folder], 'there is no '],
    ['nobody answers for a deb', ['deb'], 'deb and rpm name who made them'],
  ])('says in one line that %s', (_, args, said) => {
    const script = join(root, 'packaging/package.ts');
    const { status, stderr } = spawnSync(process.execPath, [script, ...args, '--output', folder], {
      env: {},
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^keywright: [^\n]+\n$/);
    expect(stderr).toContain(said);
  });
});

describe('a failure of the builder', () => {
  it('is told in one line, with what to give where the network is missing', () => {
    expect(explainFailure(new Error('a\nb'))).toBe('a');
    const text = explainFailure(new Error('⨯ getaddrinfo ENOTFOUND github.com\n  at …'));
    expect(text).toContain('ELECTRON_BUILDER_CACHE');
    expect(text).not.toContain('\n');
  });
});

describe('the feed of a package', () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const url = 'https://updates.example/stable/';

  it('is none unless one is given', () => {
    expect(readUpdateFeed({})).toBeNull();
    expect(readUpdateFeed({ KEYWRIGHT_UPDATE_URL: '', KEYWRIGHT_UPDATE_KEY: '' })).toBeNull();
    expect(readUpdateFeed({ KEYWRIGHT_UPDATE_URL: url, KEYWRIGHT_UPDATE_KEY: key })).toEqual({
      url,
      publicKey: key,
    });
  });

  it('is refused without its key, over plain http, and with a key of another kind', () => {
    const other = generateKeyPairSync('x25519').publicKey;
    const otherKey = other.export({ format: 'der', type: 'spki' }).toString('base64');
    const refused = [
      { KEYWRIGHT_UPDATE_URL: url },
      { KEYWRIGHT_UPDATE_KEY: key },
      { KEYWRIGHT_UPDATE_URL: 'http://updates.example/', KEYWRIGHT_UPDATE_KEY: key },
      { KEYWRIGHT_UPDATE_URL: url, KEYWRIGHT_UPDATE_KEY: otherKey },
      { KEYWRIGHT_UPDATE_URL: url, KEYWRIGHT_UPDATE_KEY: 'x' },
    ];
    for (const env of refused) expect(() => readUpdateFeed(env)).toThrow(/KEYWRIGHT_UPDATE_/);
  });
});

describe('the icon files', () => {
  const images = [16, 256].map((size) => ({ size, png: Buffer.from(`png of ${size}`) }));

  it('point at each whole picture', () => {
    const ico = encodeIco(images);
    expect([ico.readUInt16LE(4), ico[6], ico[22]]).toEqual([2, 16, 0]);
    const at = ico.readUInt32LE(22 + 12);
    expect(ico.subarray(at, at + ico.readUInt32LE(22 + 8)).toString()).toBe('png of 256');
    const icns = encodeIcns(images);
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    expect(icns.toString('latin1')).toMatch(/^icns.{4}icp4.{4}png of 16ic08.{4}png of 256ic13/s);
  });
});
