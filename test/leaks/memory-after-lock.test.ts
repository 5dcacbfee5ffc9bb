/**
 * Attack: whoever gets at the memory of what still runs after `lock` looks for the vault. The agent is gone with all it knew; server,
 * clipboard child and the programs it started hold neither the vault's keys nor anything that lay in it.
 */
import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRecoveryCode } from '../../src-core/crypto/recovery-code.ts';
import { randomBase62 } from '../../src-core/keys/token-secret.ts';
import { systemRandom } from '../../src-core/runtime/random.ts';
import { SecretText } from '../../src-core/secret/secret-bytes.ts';
import { openSqliteFile } from '../../src-core/sqlite/sqlite-file.ts';
import { unwrapVaultKey } from '../../src-core/vault/slot-rows.ts';
import { readHeaderRows } from '../../src-core/vault/vault-header.ts';
import { VaultKeys } from '../../src-core/vault/vault-keys.ts';
import { createTestHome, type TestHome } from '../cli/program.ts';
import { type PrivateDisplay, startPrivateDisplay } from '../core/clipboard/private-display.ts';
import { scaled } from '../scale.ts';
import { encodingsOf } from './encodings.ts';
import { type ProcessFacts, processesWith, searchMemory } from './process-memory.ts';

/** Begins every secret of this run, so that one search finds any of them. */
const MARK = `cnry${randomBase62(16, systemRandom)}`;
const ENTRIES = scaled(60);
const REVEALED = 2;

let display: PrivateDisplay;
let home: TestHome;
let server: ChildProcess;
let serverToken: string;
const tokens: string[] = [];
let needles: ReadonlyMap<string, Buffer>;

const vaultPath = (): string => join(home.dir, 'home', 'vault.db');

async function run(args: readonly string[], input = ''): Promise<Record<string, unknown>> {
  const { stdout, exit } = await home.run([...args, '--json', '--no-input'], input);
  expect([args[0], exit]).toEqual([args[0], 0]);
  return JSON.parse(stdout.split('\n')[0] ?? '{}') as Record<string, unknown>;
}

async function issue(name: string): Promise<string> {
  const what = ['--api', 'acme', '--owner', 'team:a', '--env', 'live', '--permission', 'a.b'];
  return String((await run(['issue', '--name', name, ...what])).token);
}

async function startServer(): Promise<void> {
  server = home.start(['serve', '--port', '0', '--json']);
  if (server.stdout === null) throw new Error('no standard output');
  const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  const body = JSON.stringify({ token: serverToken });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/v1/verify`, { method: 'POST', headers, body });
  expect(await answer.json()).toMatchObject({ outcome: 'valid' });
}

/** The vault key and its sub-keys, the recovery code, the tokens, and what begins the password and every entry. */
async function vaultNeedles(recoveryCode: string): Promise<Map<string, Buffer>> {
  const db = openSqliteFile(vaultPath(), { area: 'vault', mode: 'read' });
  const { meta, slots } = readHeaderRows(db, vaultPath());
  db.close();
  const code = new SecretText(recoveryCode);
  const scope = { vaultId: meta.vault, epoch: meta.epoch };
  const keys = new VaultKeys(await unwrapVaultKey(scope, slots, { kind: 'recovery', code }));
  const { vaultKey, records, manifestItem, manifestSeal, audit } = keys;
  const bytes = { vaultKey, records, manifestItem, manifestSeal, audit };
  const found = new Map(Object.entries(bytes).map(([name, key]) => [name, key.expose()]));
  found.set('recovery bytes', parseRecoveryCode(code).expose());
  found.set('recovery code', Buffer.from(recoveryCode));
  for (const [index, token] of tokens.entries()) {
    found.set(`token ${index}`, Buffer.from(token.split('_')[3] ?? ''));
  }
  const forms = encodingsOf(MARK);
  for (const encoding of ['raw', 'utf-16le', 'hex', 'base64 at 0', 'base64 at 1', 'base64 at 2']) {
    found.set(`entry or password ${encoding}`, forms.get(encoding) ?? Buffer.alloc(0));
  }
  return found;
}

function agent(): ProcessFacts {
  const found = processes().find(({ command }) => command.includes('agent'));
  if (found === undefined) throw new Error('no agent');
  return found;
}

/** All that Keywright has running here, helpers with a cleaned environment included. */
function processes(): ProcessFacts[] {
  const own = processesWith(`KEYWRIGHT_HOME=${home.env.KEYWRIGHT_HOME ?? ''}`);
  const onDisplay = processesWith(`DISPLAY=${display.env.DISPLAY ?? ''}`);
  const all = new Map([...own, ...onDisplay].map((facts) => [facts.pid, facts]));
  return Array.from(all.values()).filter(({ command }) => !command.startsWith('Xvfb'));
}

describe.runIf(process.platform === 'linux')('memory', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    display = await startPrivateDisplay();
    home = createTestHome(display.env);
    const password = `${MARK} pass phrase`;
    home.env.KEYWRIGHT_PASSWORD_FILE = home.file('canary-password', password);
    const { recoveryCode } = await run(['init']);
    await run(['unlock']);
    const lines = Array.from({ length: ENTRIES }, (_unused, index) => `E${index}=${MARK}${index}`);
    await run(['import', home.file('.env', `${lines.join('\n')}\nCOPIED=a copied value\n`)]);
    await run(['api', 'create', 'acme', '--prefix', 'acme', '--env', 'live']);
    serverToken = await issue('of the server');
    tokens.push(await issue('one'), await issue('two'));
    await startServer();
    for (let index = 0; index < REVEALED; index += 1) await run(['show', `E${index}`, '--reveal']);
    await run(['show', 'one', '--reveal']);
    needles = await vaultNeedles(String(recoveryCode));
  }, 120_000);

  afterAll(async () => {
    for (const { pid } of processes()) process.kill(pid, 'SIGKILL');
    await home.remove();
    await display.stop();
  });

  it('of the unlocked agent holds keys and revealed secrets (control)', () => {
    expect(searchMemory(agent().pid, needles)).toEqual(
      expect.arrayContaining(['entry or password raw', 'records', 'token 0', 'vaultKey']),
    );
  });

  it('of the server holds what was sent to it (control)', () => {
    const sent = new Map([['sent', Buffer.from(serverToken)]]);
    expect(searchMemory(server.pid ?? 0, sent)).toEqual(['sent']);
  });

  it('of no process would go into a core file, whatever the limit of the system is', () => {
    const filters = processes()
      .filter(({ command }) => command.includes('node'))
      .map(({ pid }) => readFileSync(`/proc/${pid}/coredump_filter`, 'utf8').trim());
    expect(filters.length).toBeGreaterThanOrEqual(2);
    expect(new Set(filters)).toEqual(new Set(['00000000']));
    const limits = readFileSync(`/proc/${agent().pid}/limits`, 'utf8');
    expect(limits).toMatch(/Max core file size\s+0\s+0/);
    // Control: a program that does not ask for it.
    const plain = spawnSync('cat', ['/proc/self/coredump_filter'], { encoding: 'utf8' });
    expect(Number.parseInt(plain.stdout, 16)).toBeGreaterThan(0);
  });

  it('holds no key and no secret of the vault once it is locked', async () => {
    const { pid } = agent();
    await run(['copy', 'COPIED']);
    await run(['lock']);
    while (existsSync(`/proc/${pid}/maps`) && readFileSync(`/proc/${pid}/maps`).length > 0) {
      await new Promise(setImmediate);
    }
    const left = processes().toSorted(childFirst);
    expect(left.map(({ command }) => command).filter((text) => text.includes('agent'))).toEqual([]);
    expect(left[0]?.command).toContain('clipboard-clear-child');
    expect(readFileSync(`/proc/${left[0]?.pid}/coredump_filter`, 'utf8').trim()).toBe('00000000');
    expect(left.some(({ command }) => command.includes(' serve '))).toBe(true);
    for (const facts of left) {
      expect([facts.command, searchMemory(facts.pid, needles)]).toEqual([facts.command, []]);
    }
  });
});

/** The child that clears the clipboard ends by itself after 30 s. */
function childFirst(left: ProcessFacts, right: ProcessFacts): number {
  const isChild = ({ command }: ProcessFacts): number =>
    command.includes('clipboard-clear-child') ? 0 : 1;
  return isChild(left) - isChild(right);
}
