import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Keychain } from '../../../src-core/keychain/keychain.ts';
import { createKeytarKeychain } from '../../../src-core/keychain/keytar-keychain.ts';
import { spawnKeytar } from '../../../src-core/keychain/spawn-keytar.ts';
import { systemRandom } from '../../../src-core/runtime/random.ts';
import { SecretText } from '../../../src-core/secret/secret-bytes.ts';

const CANARY = 'CANARY-5f1d3c';
const READ_REQUEST = `import { text } from 'node:stream/consumers';
import { appendFileSync, writeFileSync } from 'node:fs';
const request = JSON.parse(await text(process.stdin));
const say = (answer) => process.stdout.write(JSON.stringify(answer) + '\\n');
`;

/** The driver against a child that behaves as no real keychain here can be made to. */
describe('the keychain driver', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kw-driver-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  function keychainOf(script: string, timeoutMs = 20_000): Keychain {
    const childFile = join(dir, 'child.mjs');
    writeFileSync(childFile, READ_REQUEST + script);
    return createKeytarKeychain({
      random: systemRandom,
      driver: spawnKeytar({
        childFile,
        nodeFile: process.execPath,
        env: {
          PATH: process.env.PATH,
          DIR: dir,
          NODE_OPTIONS: '--inspect-brk=0',
          SECRET_BACKEND: 'file',
        },
      }),
      platform: 'linux',
      probeTimeoutMs: timeoutMs,
      callTimeoutMs: timeoutMs,
    });
  }

  it('passes secrets on stdin alone, never as an argument or in the environment', async () => {
    const keychain = keychainOf(`
      writeFileSync(process.env.DIR + '/seen', JSON.stringify([process.argv, process.execArgv, process.env]));
      say({ kind: 'written', readBack: request.value === '${CANARY}' ? 'same' : 'other' });`);
    await keychain.set('item', new SecretText(CANARY));
    const seen = readFileSync(join(dir, 'seen'), 'utf8');
    expect(seen).toContain('child.mjs');
    expect(seen).not.toContain(CANARY);
    expect(seen).not.toContain('inspect-brk');
    expect(seen).not.toContain('SECRET_BACKEND');
  });

  it('kills a child that does not answer, and says the keychain hangs', async () => {
    const keychain = keychainOf(
      `writeFileSync(process.env.DIR + '/pid', String(process.pid)); setInterval(() => {}, 1e6);`,
      3_000,
    );
    await expect(keychain.get('item')).rejects.toMatchObject({ code: 'keychain/hung' });
    const pid = Number(readFileSync(join(dir, 'pid'), 'utf8'));
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), 10_000);
  });

  it('has one call in flight at a time', async () => {
    const keychain = keychainOf(`
      appendFileSync(process.env.DIR + '/log', 'in ');
      setTimeout(() => { appendFileSync(process.env.DIR + '/log', 'out '); say({ kind: 'value', value: null }); }, 20);`);
    await Promise.all([keychain.get('a'), keychain.get('b'), keychain.get('c')]);
    expect(readFileSync(join(dir, 'log'), 'utf8')).toBe('in out in out in out ');
  });

  it('goes on with the next call after one that failed', async () => {
    const keychain = keychainOf(
      `if (request.account === 'bad') process.exit(3); else say({ kind: 'value', value: 'v' });`,
    );
    const [bad, good] = await Promise.allSettled([keychain.get('bad'), keychain.get('good')]);
    expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'keychain/refused' } });
    expect(good.status === 'fulfilled' && good.value?.expose()).toBe('v');
  });

  const broken: readonly (readonly [string, string])[] = [
    ['ends with a failure', 'process.exit(1)'],
    ['ends without an answer', ''],
    ['crashes', `process.kill(process.pid, 'SIGSEGV')`],
    ['answers no JSON', `console.log('${CANARY} {')`],
    ['answers something else', `say({ kind: 'value', value: 7, canary: '${CANARY}' })`],
    ['answers another question', `say({ kind: 'deleted', isDeleted: true })`],
    [
      'never stops talking',
      `const more = () => process.stdout.write('${CANARY}'.repeat(1000), more); more()`,
    ],
  ];
  it.each(broken)('reports a child that %s as a refusal, quoting none of it', async (_, script) => {
    const failure = await keychainOf(script)
      .get('item')
      .then(String, (error: unknown) => error);
    expect(failure).toMatchObject({ code: 'keychain/refused' });
    const cause = failure instanceof Error ? String(failure.cause) : '';
    expect(`${String(failure)} ${cause}`).not.toContain(CANARY);
  });

  it('reports a driver that does not load as unloadable', async () => {
    const keychain = keychainOf(
      `say({ kind: 'fault', fault: 'unloadable', message: 'Cannot find module' });`,
    );
    expect(await keychain.probe()).toMatchObject({ state: 'unloadable' });
    await expect(keychain.get('item')).rejects.toMatchObject({ code: 'keychain/unloadable' });
  });

  it('reports a Node that cannot be started as a refusal', async () => {
    const keychain = createKeytarKeychain({
      random: systemRandom,
      driver: spawnKeytar({
        childFile: join(dir, 'child.mjs'),
        nodeFile: join(dir, 'no-such-node'),
        env: {},
      }),
      platform: 'linux',
    });
    await expect(keychain.get('item')).rejects.toMatchObject({ code: 'keychain/refused' });
  });

  it('counts a write only when it was read back', async () => {
    const writeAnd = (readBack: string) =>
      keychainOf(`say({ kind: 'written', readBack: '${readBack}' });`).set(
        'item',
        new SecretText('v'),
      );
    await expect(writeAnd('same')).resolves.toBeUndefined();
    await expect(writeAnd('nothing')).rejects.toMatchObject({ code: 'keychain/locked' });
    await expect(writeAnd('other')).rejects.toMatchObject({ code: 'keychain/refused' });
  });

  it('is ready only where the canary came back, was deleted and stood nowhere in clear', async () => {
    const probe = async (readBack: string, isDeleted: boolean, isInClear: boolean) => {
      const answer = JSON.stringify({ kind: 'probed', readBack, isDeleted, isInClear });
      return (await keychainOf(`say(${answer});`).probe()).state;
    };
    expect(await probe('same', true, false)).toBe('ready');
    expect(await probe('same', false, false)).toBe('locked');
    expect(await probe('nothing', false, false)).toBe('locked');
    expect(await probe('same', true, true)).toBe('plaintext');
    expect(await probe('other', true, false)).not.toBe('ready');
  });
});
