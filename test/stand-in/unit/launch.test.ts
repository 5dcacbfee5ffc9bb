import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chromiumArguments } from '../chromium/chromium-arguments.ts';
import { findChromium } from '../chromium/find-chromium.ts';
import { readAppManifest } from '../launch/app-manifest.ts';
import { parseArguments } from '../launch/parse-arguments.ts';
import { readForkOptions } from '../utility/fork-options.ts';
import { parseBackgroundColor } from '../window/background-color.ts';

describe('parseArguments', () => {
  it('reads the command line as Playwright writes it', () => {
    const line = [
      '-r',
      'a.js',
      '--no-sandbox',
      '--inspect=0',
      '-r',
      'b.js',
      'folder',
      '--user-data-dir=/u',
      '-r',
      'c',
    ];
    expect(parseArguments(line)).toEqual({
      required: ['a.js', 'b.js'],
      app: 'folder',
      switches: [
        ['no-sandbox', undefined],
        ['user-data-dir', '/u'],
      ],
      asksForVersion: false,
    });
  });

  it('finds no app where there is none', () => {
    expect(parseArguments(['--version'])).toMatchObject({ app: null, asksForVersion: true });
  });
});

describe('findChromium', () => {
  const all = () => true;
  const only = (path: string) => (candidate: string) => candidate === path;

  it('takes the headless shell without a display, and windows with one', () => {
    expect(findChromium({ env: {}, isExecutable: all })?.kind).toBe('shell');
    expect(findChromium({ env: { DISPLAY: ':1' }, isExecutable: all })?.kind).toBe('windows');
    const hidden = { DISPLAY: ':1', ELECTRON_STANDIN_HEADLESS: '1' };
    expect(findChromium({ env: hidden, isExecutable: all })?.kind).toBe('shell');
  });

  it('takes the whole browser headless where there is no shell, and finds one on the path', () => {
    const path = '/opt/bin/google-chrome';
    const env = { PATH: '/usr/bin:/opt/bin' };
    expect(findChromium({ env, isExecutable: only(path) })).toEqual({ path, kind: 'headless' });
  });

  it('obeys the program that is named, and finds none where none is', () => {
    const env = { ELECTRON_STANDIN_CHROMIUM: '/x/chrome-headless-shell' };
    expect(findChromium({ env, isExecutable: all })).toEqual({
      path: '/x/chrome-headless-shell',
      kind: 'shell',
    });
    expect(findChromium({ env: {}, isExecutable: () => false })).toBeNull();
  });
});

describe('chromiumArguments', () => {
  it('passes on the switches of the app, and keeps those of the stand-in from Chromium', () => {
    const switches = new Map([
      ['lang', 'de'],
      ['mute-audio', ''],
      ['user-data-dir', '/theirs'],
    ]);
    const made = chromiumArguments({ kind: 'shell', profile: '/p', env: {}, switches });
    expect(made).toEqual(
      expect.arrayContaining(['--lang=de', '--mute-audio', '--user-data-dir=/p']),
    );
    expect(made.join(' ')).not.toContain('/theirs');
  });
});

describe('readAppManifest', () => {
  it('prefers the product name, and runs a single module as an app', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kw-manifest-'));
    const manifest = { name: 'n', productName: 'Product', version: '1.0.0', main: 'm.js' };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    expect(readAppManifest(folder)).toEqual({
      folder,
      entry: join(folder, 'm.js'),
      name: 'Product',
      version: '1.0.0',
    });
    expect(readAppManifest(join(folder, 'one.mjs'))).toMatchObject({ folder, name: null });
    rmSync(folder, { recursive: true });
  });
});

describe('readForkOptions', () => {
  it('inherits by default and refuses what Electron refuses', () => {
    expect(readForkOptions('m.js', [], {})).toMatchObject({ stdout: 'inherit', stderr: 'inherit' });
    expect(readForkOptions('m.js', [], { stdio: 'pipe' })).toMatchObject({ stdout: 'pipe' });
    expect(() => readForkOptions('', [], {})).toThrow('Missing UtilityProcess entry script.');
    expect(() => readForkOptions('m.js', [], { stdio: 'other' })).toThrow('stdio must be');
    expect(() => readForkOptions('m.js', [], { stdio: ['pipe', 'pipe', 'pipe'] })).toThrow('stdin');
    expect(() => readForkOptions('m.js', [], { stdio: ['ignore'] })).toThrow(
      'configuration missing',
    );
  });
});

describe('parseBackgroundColor', () => {
  it('reads the forms of Electron, alpha first', () => {
    expect(parseBackgroundColor('#0f8')).toEqual({ r: 0, g: 255, b: 136, a: 1 });
    expect(parseBackgroundColor('#15181d')).toEqual({ r: 21, g: 24, b: 29, a: 1 });
    expect(parseBackgroundColor('#00ffffff')).toEqual({ r: 255, g: 255, b: 255, a: 0 });
    expect(parseBackgroundColor('rebeccapurple')).toBeNull();
  });
});
