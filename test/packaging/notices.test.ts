import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectNotices } from '../../packaging/notices/collect-notices.ts';
import { packageFolderOf, readNotice } from '../../packaging/notices/read-notice.ts';
import { root } from './root.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'kw-notices-')), 'node_modules/shape');
  mkdirSync(folder, { recursive: true });
});
afterEach(() => rmSync(join(folder, '../..'), { recursive: true }));

function give(files: Readonly<Record<string, string>>, manifest: object = { license: 'ISC' }) {
  const whole = { name: 'shape', version: '1.2.3', ...manifest };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(whole));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

describe('readNotice', () => {
  it('takes every licence and notice file whole, and nothing else', () => {
    give({ 'LICENCE.md': 'May be used.\r\n', NOTICE: 'Keep this.', 'license-check.js': 'code' });
    const text = readNotice(folder).text.split('\n\n').toSorted();
    expect(text).toEqual(['Keep this.', 'May be used.']);
    expect(readNotice(folder)).toMatchObject({ name: 'shape', version: '1.2.3', licence: 'ISC' });
  });

  it('fails the build for a package without a licence, or without its text', () => {
    give({});
    expect(() => readNotice(folder)).toThrow('shape 1.2.3 is bundled and has no licence text');
    give({ LICENSE: 'May be used.' }, { license: undefined });
    expect(() => readNotice(folder)).toThrow('no licence text');
  });
});

describe('collectNotices', () => {
  it('has the text of every package that is passed on, each once', () => {
    const notices = collectNotices(root, []);
    const keys = notices.map(({ name, version }) => `${name} ${version}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(notices.filter(({ text }) => !/copyright|permission/i.test(text))).toEqual([]);
    expect(notices.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['electron', 'fastify', 'commander', 'better-sqlite3', 'zod']),
    );
    expect(notices.map(({ name }) => name)).not.toContain('vitest');
  });

  it('adds what the window is made of, its fonts included', () => {
    const files = ['react/index.js', '@fontsource-variable/inter/files/a.woff2'];
    const names = collectNotices(
      root,
      files.map((file) => join(root, 'node_modules', file)),
    ).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['react', '@fontsource-variable/inter']));
    expect(collectNotices(root, []).map(({ name }) => name)).not.toContain('react');
  });

  it('knows a file of a package by its path, and our own files by the lack of one', () => {
    give({ LICENSE: 'May be used.' });
    expect(packageFolderOf(`\0${folder}/dist/index.js?commonjs`)).toBe(folder);
    expect(packageFolderOf(join(root, 'src-renderer/main.tsx'))).toBeNull();
    expect(packageFolderOf('\0vite/preload-helper.js')).toBeNull();
  });
});
