/** The terminal on a shared store: the whole life of a key by its URL, with the password in a file, and a server beside it. */
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../postgres/test-database.ts';
import { createTestHome, type Finished, type TestHome } from './program.ts';

let database: TestDatabase;
let home: TestHome;
let url: string;

beforeAll(async () => {
  database = await createTestDatabase('empty');
  const { username, host, pathname, password } = new URL(database.url);
  url = `postgres://${username}@${host}${pathname}`;
  const made = createTestHome();
  const passwordFile = made.file('database-password.txt', `${password}\n`);
  home = createTestHome({ KEYWRIGHT_STORE_PASSWORD_FILE: passwordFile });
  await made.remove();
  home.file('database-password.txt', `${password}\n`);
  Object.assign(home.env, {
    KEYWRIGHT_STORE_PASSWORD_FILE: `${home.dir}/database-password.txt`,
  });
});
afterAll(async () => {
  await home.remove();
  await database.drop();
});

const run = (command: string, input?: string): Promise<Finished> =>
  home.run([...command.split(' '), '--store', url, '--json'], input);

async function answer(command: string, input?: string): Promise<Record<string, unknown>> {
  const { stdout, exit, stderr } = await run(command, input);
  expect([command, exit, stderr]).toEqual([command, 0, '']);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const codeOf = ({ stdout }: Finished): unknown =>
  (JSON.parse(stdout) as { error?: { code: string } }).error?.code;

describe('the terminal on a shared store', () => {
  it('makes it once, and every command works on it by its URL', async () => {
    expect(codeOf(await run('store status'))).toBe('store/not-found');
    const made = await answer('store init --pepper file');
    expect(made).toMatchObject({ pepperPlace: 'file' });
    expect(codeOf(await run('store init --pepper file'))).toBe('store/exists');
    const status = await answer('store status');
    expect(status).toMatchObject({ storeId: made.storeId, schemaVersion: 1, isStandby: false });
    expect(await answer('store migrate')).toMatchObject({ migrations: [] });
    expect(codeOf(await run('store grant verifier nobody_here'))).toBe('usage/invalid-argument');

    await answer('api create billing --prefix bil --env live --env test');
    const issue = 'issue --api billing --name ci --owner app:ci --env live --permission a.read';
    const issued = await answer(`${issue} --no-save`);
    const token = String(issued.token);
    expect(await answer('verify --permission a.read', token)).toMatchObject({ valid: true });
    expect(await answer('explain', token)).toMatchObject({ outcome: 'valid' });
    expect(await answer('key list')).toMatchObject({ items: [{ name: 'ci' }] });
    await answer('revoke ci --reason leaked --yes');
    const refused = await run('verify', token);
    expect([refused.exit, JSON.parse(refused.stdout)]).toMatchObject([1, { outcome: 'revoked' }]);
    expect(await answer('audit verify')).toMatchObject({ ok: true });
    const doctor = await run('doctor');
    expect(doctor.stdout).toContain('store/server');
  });

  it('serves it, and refuses a revoked key within a second', async () => {
    const issue = 'issue --api billing --name served --owner app:ci --env live --no-save';
    const { token } = await answer(issue);
    const server = home.start(['serve', '--port', '0', '--store', url, '--json']);
    const [line] = (await once(server.stdout ?? server, 'data')) as [Buffer];
    const address = (JSON.parse(line.toString()) as { url: string }).url;
    const verify = async (): Promise<unknown> => {
      const response = await fetch(`${address}/v1/verify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      });
      return ((await response.json()) as { outcome: unknown }).outcome;
    };
    expect(await verify()).toBe('valid');
    expect(await verify()).toBe('valid');
    const second = await run('serve --port 0');
    expect(codeOf(second)).toBe('server/already-serving');
    await answer('revoke served --reason leaked --yes');
    const deadline = Date.now() + 3_000;
    let outcome = await verify();
    while (outcome === 'valid' && Date.now() < deadline) outcome = await verify();
    expect(outcome).toBe('revoked');
    server.kill('SIGTERM');
    await once(server, 'exit');
  });

  it('refuses a password in the URL, a plain way to another machine, and staying unlocked', async () => {
    const withPassword = url.replace('@', ':hunter2@');
    const refused = await home.run(['key', 'list', '--store', withPassword, '--json']);
    expect([refused.exit, codeOf(refused)]).toEqual([2, 'usage/invalid-argument']);
    expect(refused.stdout).not.toContain('hunter2');
    const plain = await home.run(['key', 'list', '--store', 'postgres://u@db.example/k', '--json']);
    expect([plain.exit, plain.stdout]).toEqual([2, expect.stringContaining('sslmode=verify-full')]);
    await home.run(['init', '--password-file', 'password.txt', '--pepper', 'file']);
    const unlock = await run('unlock --password-file password.txt');
    expect([unlock.exit, codeOf(unlock)]).toEqual([2, 'usage/invalid-argument']);
  });

  it('keeps a copy of an issued key in the vault, told apart from the keys of the embedded store', async () => {
    const issue = 'issue --api billing --name kept --owner app:ci --env live';
    const issued = await answer(`${issue} --password-file password.txt`);
    expect(issued.entryId).toMatch(/^ent_/);
    const local = await home.run(['list', '--json', '--password-file', 'password.txt']);
    expect(local.stdout).toContain('kept');
    const shown = await answer(
      `show ${String(issued.entryId)} --reveal --password-file password.txt`,
    );
    expect(JSON.stringify(shown)).toContain(String(issued.token));
  });
});
