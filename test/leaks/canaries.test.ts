/** Secrets of the whole main job, searched in every file that the program wrote: databases, WAL, logs, backups, run-time files. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCrashLog } from '../../src-cli/crash-log.ts';
import { randomBase62 } from '../../src-core/keys/token-secret.ts';
import { systemRandom } from '../../src-core/runtime/random.ts';
import { builtProgram } from '../cli/built-program.ts';
import { scaled } from '../scale.ts';
import { encodingsOf } from './encodings.ts';
import { filesBelow, searchFiles } from './search-files.ts';

const LAUNCHER = builtProgram();
const ADDED = 4;
const IMPORTED = Math.min(400, scaled(80));
const KEYS = Math.min(40, scaled(8));

const canaries = new Map<string, string>();
/** Whole tokens, by the name of their canary. */
const tokens = new Map<string, string>();
/** Planted after the crash: the second password. */
const AFTER_CRASH = 1;

let root: string;
let server: ChildProcess | null = null;

function plant(name: string): string {
  const secret = `cnry${randomBase62(36, systemRandom)}`;
  canaries.set(name, secret);
  return secret;
}

const folder = (name: string): string => join(root, name);
const logFile = (): string => join(folder('state'), 'keywright', 'keywright.log');

function environment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: folder('home'),
    TMPDIR: folder('tmp'),
    XDG_DATA_HOME: folder('data'),
    XDG_STATE_HOME: folder('state'),
    XDG_CONFIG_HOME: folder('config'),
    XDG_RUNTIME_DIR: folder('run'),
    KEYWRIGHT_PASSWORD_FILE: join(root, 'given', 'password'),
  };
}

/** Answers the parsed object; a failed command may be expected and is answered as well. */
function run(args: readonly string[], input = ''): Record<string, unknown> {
  const { stdout } = spawnSync(process.execPath, [LAUNCHER, ...args, '--json', '--no-input'], {
    env: environment(),
    input,
    encoding: 'utf8',
  });
  return JSON.parse(stdout.split('\n')[0] ?? '{}') as Record<string, unknown>;
}

/** A file of the person's own: outside the folders that are searched. */
function giveFile(name: string, content: string): string {
  const file = join(root, 'given', name);
  writeFileSync(file, content, { mode: 0o600 });
  return file;
}

async function startServer(): Promise<string> {
  server = spawn(process.execPath, [LAUNCHER, 'serve', '--port', '0', '--json'], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (server.stdout === null) throw new Error('no standard output');
  const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  return (JSON.parse(line) as { url: string }).url;
}

async function send(url: string, token: string): Promise<void> {
  const body = JSON.stringify({ token, permissions: ['invoices.read'] });
  const json = { 'content-type': 'application/json' };
  await fetch(`${url}/v1/verify`, { method: 'POST', headers: json, body });
  await fetch(`${url}/v1/verify?token=${token}`, { method: 'POST', headers: json, body });
  await fetch(`${url}/v1/${token}`, { headers: { authorization: `Bearer ${token}` } });
  await fetch(`${url}/v1/verify`, { method: 'POST', headers: json, body: `{"token":"${token}"` });
  await fetch(`${url}/openapi.json`, { headers: { 'x-api-key': token } });
}

async function mainJob(): Promise<void> {
  giveFile('password', plant('password'));
  canaries.set('recovery code', String(run(['init']).recoveryCode));
  run(['unlock']);
  for (let index = 0; index < ADDED; index += 1) {
    run(['add', `entry ${index}`], plant(`entry secret ${index}`));
  }
  run(['edit', 'entry 0', '--secret-file', giveFile('edited', plant('edited secret'))]);
  run(['rm', 'entry 1']);
  run(['restore', 'entry 1']);
  run(['show', 'entry 2', '--reveal']);
  const lines = Array.from(
    { length: IMPORTED },
    (_unused, index) => `K${index}=${plant(`imported ${index}`)}`,
  );
  run(['import', giveFile('.env', `${lines.join('\n')}\n`)]);
  run(['api', 'create', 'acme', '--prefix', 'acme', '--env', 'live']);
  const url = await startServer();
  for (let index = 0; index < KEYS; index += 1) {
    const name = `key ${index}`;
    await send(url, keep(`token ${index}`, issue(name)));
    if (index % 3 === 0) await send(url, keep(`rotated ${index}`, run(['rotate', name])));
    if (index % 4 === 0) run(['revoke', name, '--reason', 'leaked']);
  }
  await send(url, plant('malformed token'));
  await sendWhileStoreIsGone(url);
  crash();
  run(['backup', join(folder('data'), 'backup.db')]);
  run(['password', 'change', '--new-password-file', giveFile('next', plant('second password'))]);
}

/** What the server then says, it says in its log. */
async function sendWhileStoreIsGone(url: string): Promise<void> {
  const store = join(folder('data'), 'keywright', 'store.db');
  renameSync(store, `${store}.away`);
  await send(url, tokens.get('token 1') ?? '');
  renameSync(`${store}.away`, store);
}

/** An internal error that carries every secret in message, cause, property and stack. */
function crash(): void {
  for (const secret of canaries.values()) {
    const cause = Object.assign(new TypeError(`cannot read ${secret}`), { token: secret });
    const error = new Error(`"${secret}" is not valid JSON`, { cause });
    writeCrashLog(logFile(), { command: 'show', atMs: 0, error });
  }
}

function issue(name: string): Record<string, unknown> {
  const what = ['--owner', 'team:a', '--env', 'live', '--permission', 'invoices.read'];
  return run(['issue', '--api', 'acme', '--name', name, ...what]);
}

/** The secret part alone: prefix, environment and version id are public. */
function keep(name: string, answer: Record<string, unknown>): string {
  const token = String(answer.token);
  canaries.set(name, token.split('_')[3] ?? '');
  tokens.set(name, token);
  return token;
}

const WRITTEN = ['data', 'state', 'config', 'run', 'home', 'tmp'];

describe('after the whole main job', () => {
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'kw-leaks-'));
    for (const name of [...WRITTEN, 'given']) mkdirSync(folder(name), { mode: 0o700 });
    await mainJob();
  }, 300_000);

  afterAll(async () => {
    server?.kill('SIGKILL');
    run(['lock']);
    rmSync(root, { recursive: true, force: true });
  });

  it('no file holds a secret in any encoding while everything runs, nor after it ended', async () => {
    expect(canaries.size).toBeGreaterThanOrEqual(Math.min(100, ADDED + IMPORTED + KEYS));
    expect(Array.from(canaries.values()).every((secret) => secret.length >= 30)).toBe(true);
    const folders = WRITTEN.map(folder);
    expect(searchFiles(folders, canaries)).toEqual([]);
    const written = filesBelow(root).map((file) => file.slice(root.length + 1));
    expect(written).toEqual(
      expect.arrayContaining([
        'data/keywright/store.db',
        'data/keywright/vault.db',
        'data/backup.db',
      ]),
    );
    expect(written.some((file) => file.endsWith('-wal'))).toBe(true);
    const log = readFileSync(logFile(), 'utf8');
    expect(log).toContain('"code":"store/unavailable"');
    expect(log.split('internal error in show')).toHaveLength(canaries.size - AFTER_CRASH + 1);
    server?.kill('SIGTERM');
    if (server !== null) await once(server, 'exit');
    run(['lock']);
    expect(searchFiles(folders, canaries)).toEqual([]);
  });

  it('a secret that was written would be found in each encoding (control)', () => {
    const [[name, secret] = ['', '']] = canaries;
    for (const [encoding, needle] of encodingsOf(secret)) {
      const file = join(folder('tmp'), 'planted');
      writeFileSync(file, Buffer.concat([Buffer.from('x'), needle, Buffer.from('y')]));
      const hits = searchFiles([folder('tmp')], canaries);
      expect(hits).toContainEqual({ file, canary: name, encoding });
      rmSync(file);
    }
  });

  it('finds a secret in the middle of longer base64, wherever it starts (control)', () => {
    const [[, secret] = ['', '']] = canaries;
    for (const before of ['', 'a', 'ab', 'abc']) {
      const file = join(folder('tmp'), 'planted');
      writeFileSync(file, Buffer.from(`${before}${secret} and more`).toString('base64'));
      expect(searchFiles([folder('tmp')], canaries).length).toBeGreaterThan(0);
      rmSync(file);
    }
  });
});
