import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notice } from '../../packaging/notices/read-notice.ts';
import { type AsarEntry, readAsar } from './asar-file.ts';
import { carriedPackages, unnamedIn } from './carried-packages.ts';
import { type DirBuild, filesIn, makeDirBuild } from './dir-build.ts';
import { strangersIn } from './package-rules.ts';
import { lostImports } from './relative-imports.ts';
import { root } from './root.ts';
import { readFuses } from './stub-electron.ts';

/** The rules do not depend on the system; the stub is one of Linux. */
describe.runIf(process.platform === 'linux')('the package', () => {
  let build: DirBuild;
  let asar: AsarEntry[];
  let cli: string;
  beforeAll(() => {
    build = makeDirBuild();
    asar = readAsar(join(build.resources, 'app.asar'));
    cli = join(build.resources, 'cli');
  });
  afterAll(() => build.remove());
  const paths = (): string[] => asar.map(({ path }) => path);

  it('carries no source, test, source map or module for development', () => {
    expect(paths()).toContain('out/main/index.mjs');
    expect(paths()).toContain('out/renderer/index.html');
    expect(strangersIn(paths())).toEqual([]);
    expect(strangersIn(filesIn(cli))).toEqual([]);
  });

  it.each([
    'src-main/index.ts',
    'out/main/index.mjs.map',
    'out/main/index.test.js',
    'test/e2e/recorder.cjs',
    'node_modules/fastify/test/hooks.js',
    'node_modules/zod/index.d.ts',
    'node_modules/react/index.js',
    'node_modules/electron/index.js',
    'node_modules/not-locked/index.js',
    'node_modules/better-sqlite3/src/better_sqlite3.cpp',
    '.env.json',
  ])('would be refused with %s in it', (path) => {
    expect(strangersIn([...paths(), path])).toHaveLength(1);
  });

  it('has nothing beside Electron, the archive, its native modules and the terminal command', () => {
    const beside = filesIn(build.resources).filter((path) => !path.startsWith('cli/'));
    const native = paths().filter((path) => path.endsWith('.node'));
    expect(beside.toSorted()).toEqual(
      [
        'THIRD-PARTY-NOTICES.txt',
        'app.asar',
        ...native.map((path) => `app.asar.unpacked/${path}`),
      ].toSorted(),
    );
    expect(native.map((path) => path.split('/').at(-1)).toSorted()).toEqual(
      ['argon2.linux-x64-gnu.node', 'keytar.node', 'linux-x64.node'].map((name) =>
        name.replace('x64', process.arch),
      ),
    );
  });

  it('has its native modules outside the archive, where they can be loaded, and all else inside', () => {
    const outside = asar.filter(({ isUnpacked }) => isUnpacked).map(({ path }) => path);
    expect(outside).toEqual(paths().filter((path) => path.endsWith('.node')));
  });

  it('states the hash of every file, which Electron checks before it runs one', () => {
    const wrong = asar.filter(
      ({ content, hash }) =>
        content !== null && createHash('sha256').update(content).digest('hex') !== hash,
    );
    expect(wrong).toEqual([]);
  });

  it('finds everything that its modules name', () => {
    const modules = filesIn(cli).filter((path) => /^node_modules\/.+\.[cm]?js$/.test(path));
    expect(modules.length).toBeGreaterThan(300);
    expect(lostImports({ root, copy: cli, paths: modules })).toEqual([]);
    const lame = join(build.folder, 'lame');
    cpSync(cli, lame, { recursive: true });
    rmSync(join(lame, 'node_modules/yaml/dist/doc'), { recursive: true });
    expect(lostImports({ root, copy: lame, paths: modules }).length).toBeGreaterThan(0);
  });

  it('finds every module that its own code names', () => {
    const bundles = asar.filter(({ path }) => /^out\/main\/.*\.mjs$/.test(path));
    const named = bundles.flatMap(({ content }) =>
      Array.from(
        String(content).matchAll(
          /^(?:import|export) [^;]*?from ["']([^."'][^"']*)["']|import\(["']([^."'][^"']*)["']\)/gm,
        ),
        (match) => match[1] ?? match[2] ?? '',
      ),
    );
    const modules = new Set(
      named.filter((name) => !name.startsWith('node:') && name !== 'electron'),
    );
    expect(modules).toContain('better-sqlite3');
    const carried = new Set(paths());
    const missing = [...modules].filter(
      (name) => !carried.has(`node_modules/${name}/package.json`),
    );
    expect(missing).toEqual([]);
  });

  it('has its fuses set, which the program as it comes has not', () => {
    expect(readFuses(join(build.unpacked, 'keywright-desktop'))).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      nodeCliInspect: false,
      asarIntegrity: true,
      onlyLoadAppFromAsar: true,
      browserSnapshot: false,
      fileProtocolPrivileges: false,
    });
    expect(readFuses(join(build.stub, 'electron'))).toMatchObject({
      runAsNode: true,
      nodeCliInspect: true,
    });
  });

  it('says of everything in it under which licence it is passed on, with the text', () => {
    const list = asar.find(({ path }) => path === 'out/renderer/third-party-notices.json');
    const notices = JSON.parse(String(list?.content)) as readonly Notice[];
    const named = new Set(notices.map(({ name }) => name));
    expect(unnamedIn(carriedPackages(paths(), cli), named)).toEqual([]);
    expect(notices.filter(({ text }) => text.length < 200)).toEqual([]);
    const text = readFileSync(join(build.resources, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    const absent = notices.filter(
      (notice) =>
        !text.includes(`\n${notice.name} ${notice.version} (`) || !text.includes(notice.text),
    );
    expect(absent).toEqual([]);
    named.delete('commander');
    named.delete('react');
    expect(unnamedIn(carriedPackages(paths(), cli), named)).toEqual(['commander', 'react']);
  });

  it('names no feed for updates unless it was made with one', () => {
    expect(paths()).not.toContain('update-feed.json');
  });

  it('has one language of Chromium’s, as the app has', () => {
    expect(filesIn(join(build.unpacked, 'locales'))).toEqual(['en-US.pak']);
  });

  it('ships the terminal command, which makes a vault and serves it from its own folder alone', async () => {
    const alone = join(build.folder, 'alone');
    cpSync(cli, alone, { recursive: true });
    const home = join(build.folder, 'home');
    const passwordFile = join(build.folder, 'password');
    writeFileSync(passwordFile, 'four plain words together', { mode: 0o600 });
    const options = {
      cwd: build.folder,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        KEYWRIGHT_HOME: home,
        KEYWRIGHT_NODE: process.execPath,
        KEYWRIGHT_PASSWORD_FILE: passwordFile,
      },
    } as const;
    const command = join(alone, 'keywright');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly version: string;
    };
    expect(spawnSync(command, ['--version'], options).stdout).toBe(`${version}\n`);
    expect(spawnSync(command, ['init', '--pepper', 'file'], options)).toMatchObject({ status: 0 });
    const server = spawn(command, ['serve', '--port', '0', '--json'], options);
    const [line] = (await once(server.stdout.setEncoding('utf8'), 'data')) as [string];
    server.kill('SIGTERM');
    await once(server, 'exit');
    expect(JSON.parse(line)).toHaveProperty('url');
  });

  it('says what is missing where the machine has no Node', () => {
    const { status, stderr } = spawnSync(join(cli, 'keywright'), ['--version'], {
      env: { PATH: '/nowhere', KEYWRIGHT_NODE: '/no/such/node' },
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toContain('needs Node.js 24.15 or newer');
  });
});
