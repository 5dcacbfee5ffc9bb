/** What happens at the edges of the process: streams that are closed, full or cut off, signals, and faults of our own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHome, finish, PROGRAM, type TestHome } from './program.ts';

const CANARY = `acme_live_${'c'.repeat(12)}_${'4nARy'.repeat(10).slice(0, 49)}`;

describe('the edges of the process', () => {
  let home: TestHome;
  beforeAll(async () => {
    home = createTestHome();
    await home.run('init -q --pepper file --password-file password.txt'.split(' '));
  });
  afterAll(() => home.remove());

  const shell = (command: string) =>
    finish(
      spawn('/bin/bash', ['-o', 'pipefail', '-c', command], {
        cwd: home.dir,
        env: { ...home.env, NODE: process.execPath, KW: PROGRAM },
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );

  it('ends quietly with 0 where the reader went away', async () => {
    const done = await shell('"$NODE" "$KW" completion fish | head -1; echo "${PIPESTATUS[0]}"');
    expect(done.stdout).toMatch(/^# keywright completion fish.*\n0\n$/);
    expect(done.stderr).toBe('');
  });

  it('ends quietly where nobody ever read', async () => {
    const done = await shell('"$NODE" "$KW" completion fish | true; echo "${PIPESTATUS[0]}"');
    expect(done).toMatchObject({ stdout: '0\n', stderr: '' });
  });

  it('reports output that cannot be written as unavailable, not as done', async () => {
    const done = await shell('"$NODE" "$KW" completion fish > /dev/full; echo $?');
    expect(done.stdout).toBe('6\n');
    expect(done.stderr).toBe('keywright: Cannot write the output\n');
  });

  it('works with standard input, output and error all closed', async () => {
    const done = await shell('"$NODE" "$KW" status <&- >&- 2>&-; echo $?');
    expect(done.stdout).toBe('0\n');
  });

  it('ends with 130 on Ctrl+C, with one JSON object where that was asked for', async () => {
    const child = home.start(['verify', '--json']);
    await waitUntilReading(child.pid);
    child.kill('SIGINT');
    const [stdout, exit] = await Promise.all([readAll(child.stdout), exitOf(child)]);
    expect(exit).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ v: 1, error: { code: 'internal/interrupted' } });
  });

  it('ends with 70 on a fault of our own, keeps the details in the log, and no secret in either', async () => {
    const fault = home.file(
      'fault.mjs',
      `import fs from 'node:fs';
       import { syncBuiltinESMExports } from 'node:module';
       fs.existsSync = () => { throw new TypeError('planted for ${CANARY}'); };
       syncBuiltinESMExports();`,
    );
    const done = await finish(
      spawn(process.execPath, ['--import', fault, PROGRAM, 'list', '--json'], {
        env: home.env,
        cwd: home.dir,
      }),
    );
    const logFile = join(home.dir, 'home/keywright.log');
    expect(done.exit).toBe(70);
    expect(JSON.parse(done.stdout)).toEqual({
      v: 1,
      error: {
        code: 'internal/bug',
        message: `Internal error; details are in ${logFile}`,
        hint: expect.stringContaining('report it'),
      },
    });
    const log = readFileSync(logFile, 'utf8');
    expect(log).toContain('planted for');
    expect(log).toContain('list');
    expect(log + done.stdout + done.stderr).not.toContain(CANARY.slice(-40));
    expect(done.stderr).toBe('');
    expect(statSync(logFile).mode & 0o777).toBe(0o600);
  });
});

describe('serve', () => {
  let home: TestHome;
  beforeAll(() => {
    home = createTestHome();
  });
  afterAll(() => home.remove());

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'prints where it is in its first line, verifies, and ends with 0 on %s',
    async (signal) => {
      const child = home.start(['serve', '--dev', '--port', '0', '--json']);
      const stdout = createInterface({ input: child.stdout as NodeJS.ReadableStream });
      const [line] = await once(stdout, 'line');
      const first = JSON.parse(String(line));
      expect(first).toMatchObject({ v: 1, url: expect.stringMatching(/^http:/), pid: child.pid });
      const answer = await fetch(`${first.url}/v1/verify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', connection: 'close' },
        body: JSON.stringify({ token: first.dev.token, permissions: 'any.thing' }),
      });
      expect(await answer.json()).toMatchObject({ valid: true, keyId: first.dev.keyId });
      child.kill(signal);
      expect(await exitOf(child)).toBe(0);
    },
  );

  it('refuses a port that is taken instead of trying the next one', async () => {
    const first = home.start(['serve', '--dev', '--port', '0', '--json']);
    const stdout = createInterface({ input: first.stdout as NodeJS.ReadableStream });
    const [line] = await once(stdout, 'line');
    const port = new URL(JSON.parse(String(line)).url).port;
    const second = await home.run(['serve', '--dev', '--port', port, '--json']);
    expect(second.exit).toBe(5);
    expect(JSON.parse(second.stdout)).toMatchObject({ error: { code: 'server/port-taken' } });
    first.kill('SIGTERM');
    expect(await exitOf(first)).toBe(0);
  });

  it.each([
    ['--port', 'x'],
    ['--port', '65536'],
    ['--env', 'No'],
  ])('refuses %s %s as bad input', async (...args) => {
    const done = await home.run(['serve', ...args]);
    expect(done.exit).toBe(2);
  });

  it('says that there is no store', async () => {
    const done = await home.run(['serve', '--port', '0', '--json']);
    expect(done.exit).toBe(4);
    expect(JSON.parse(done.stdout)).toMatchObject({ error: { code: 'store/not-found' } });
  });
});

async function exitOf(child: ReturnType<typeof spawn>): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const [exit] = await once(child, 'exit');
  return exit as number | null;
}

async function readAll(stream: NodeJS.ReadableStream | null): Promise<string> {
  const chunks: Buffer[] = [];
  if (stream !== null) for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Until the process waits for its standard input: descriptor 0 is then in one of its epoll sets. */
async function waitUntilReading(pid: number | undefined): Promise<void> {
  const folder = `/proc/${pid}/fdinfo`;
  const isReading = (): boolean => {
    try {
      return readdirSync(folder).some((name) =>
        /^tfd:\s+0\s/m.test(readFileSync(`${folder}/${name}`, 'utf8')),
      );
    } catch {
      return false;
    }
  };
  while (!isReading()) {
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}
