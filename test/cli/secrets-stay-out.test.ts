/** The attack: another program of the same machine reads the arguments and environment of ours, or the files it leaves. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHome, finish, PASSWORD, type TestHome } from './program.ts';

const SECRET = 'canary-secret-7Hq2xW9vLm4kTz8b';
const NEXT_PASSWORD = 'a different battery staple';

/** Collects what /proc shows of every process while the work runs. */
async function watchProcesses<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; seen: string; processes: number }> {
  const seen = new Map<string, string>();
  const look = (): void => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        const cmdline = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
        if (!cmdline.includes('keywright') && !cmdline.includes('child.')) continue;
        seen.set(`${pid} ${cmdline}`, cmdline + readFileSync(`/proc/${pid}/environ`, 'latin1'));
      } catch {
        continue;
      }
    }
  };
  const timer = setInterval(look, 5);
  try {
    return { result: await work(), seen: [...seen.values()].join('\n'), processes: seen.size };
  } finally {
    clearInterval(timer);
  }
}

describe('secrets', () => {
  let home: TestHome;
  const tokens: string[] = [];
  const printed: string[] = [];
  const secrets = (): string[] => [SECRET, PASSWORD, NEXT_PASSWORD, ...tokens];

  beforeAll(() => {
    home = createTestHome();
    home.file('secret.txt', SECRET);
    home.file('next.txt', NEXT_PASSWORD);
  });
  afterAll(() => home.remove());

  async function run(line: string, input?: string): Promise<string> {
    const done = await home.run(line.split(' '), input);
    if (done.exit !== 0) throw new Error(`${line} ended with ${done.exit}: ${done.stderr}`);
    printed.push(done.stderr);
    return done.stdout.trimEnd();
  }

  it('never stand in the arguments or the environment of any process', async () => {
    const { seen, processes } = await watchProcesses(async () => {
      tokens.push(await run('init -q --pepper file --password-file password.txt'));
      await run('unlock --password-file password.txt');
      await run('add Piped', SECRET);
      await run('add Filed --secret-file secret.txt');
      await run('api create acme --prefix acme');
      tokens.push(await run('issue --api acme --name k --owner app:ci --env live'));
      tokens.push(await run('rotate k'));
      await run('verify', tokens.at(-1));
      await run('password change --password-file password.txt --new-password-file next.txt');
    });
    expect(processes).toBeGreaterThan(8);
    for (const secret of secrets()) expect(seen.includes(secret)).toBe(false);
  });

  it('never stand in what is printed for people beside the answer', () => {
    expect(printed.join('')).toContain('keywright:');
    for (const secret of secrets()) expect(printed.join('').includes(secret)).toBe(false);
  });

  it('never stand in a file the program writes', () => {
    const files = readdirSync(join(home.dir, 'home'), { recursive: true, encoding: 'utf8' })
      .map((name) => join(home.dir, 'home', name))
      .filter((path) => statSync(path).isFile());
    expect(files.length).toBeGreaterThan(3);
    const written = files.map((path) => readFileSync(path, 'latin1')).join('\n');
    for (const secret of secrets()) {
      const bytes = Buffer.from(secret);
      const forms = [
        secret,
        bytes.toString('base64'),
        bytes.toString('hex'),
        Buffer.from(secret, 'utf16le').toString('latin1'),
      ];
      for (const form of forms) expect(written.includes(form)).toBe(false);
    }
  });

  it('would be seen in an argument, so the watch above can fail', async () => {
    const { seen } = await watchProcesses(() => finish(home.start(['show', SECRET])));
    expect(seen.includes(SECRET)).toBe(true);
  });
});
