import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Clipboard,
  type ClipboardDeps,
  createClipboard,
} from '../../../src-core/clipboard/clipboard.ts';
import { systemRandom } from '../../../src-core/runtime/random.ts';
import { SecretText } from '../../../src-core/secret/secret-bytes.ts';
import { type PrivateDisplay, startPrivateDisplay } from './private-display.ts';

const SECRET = 'acme_live_CANARY-71c2 äöü\nsecond line';
const source = (name: string): string =>
  fileURLToPath(new URL(`../../../src-core/clipboard/${name}`, import.meta.url));
const DEADLINE = { timeout: 20_000, interval: 50 };

/** Writes its process id and what it was told to files before it becomes Node. */
const OBSERVED_NODE = `#!/bin/sh
echo $$ >> DIR/pids
cat > DIR/request
exec NODE "$@" < DIR/request
`;

describe.runIf(process.platform === 'linux')('the clipboard on a real X server', () => {
  let display: PrivateDisplay;
  let dir: string;
  beforeAll(async () => {
    display = await startPrivateDisplay();
  });
  afterAll(() => display.stop());
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kw-clip-'));
    const observed = OBSERVED_NODE.replaceAll('DIR', dir).replace('NODE', process.execPath);
    writeFileSync(join(dir, 'node'), observed, { mode: 0o755 });
    display.write('before');
  });
  afterEach(async () => {
    for (const id of childIds()) endProcess(id, 'SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  });

  function clipboardWith(deps: Partial<ClipboardDeps>): Clipboard {
    return createClipboard({
      random: systemRandom,
      env: display.env,
      platform: 'linux',
      nodeFile: join(dir, 'node'),
      childFile: source('clipboard-clear-child.ts'),
      clearAfterMs: 600_000,
      ...deps,
    });
  }

  const childIds = (): number[] =>
    existsSync(join(dir, 'pids'))
      ? readFileSync(join(dir, 'pids'), 'utf8').trim().split('\n').map(Number)
      : [];
  const childId = (): number => childIds().at(-1) ?? Number.NaN;
  const childIsGone = (): void => {
    const stat = existsSync(`/proc/${childId()}/stat`)
      ? readFileSync(`/proc/${childId()}/stat`, 'utf8')
      : 'gone) Z';
    expect(stat).toMatch(/\) Z/);
  };
  function endProcess(id: number, signal: NodeJS.Signals): void {
    try {
      process.kill(id, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  it('holds the value after a copy, to the last character', async () => {
    await clipboardWith({}).copy(new SecretText(SECRET));
    expect(display.read()).toBe(SECRET);
    const long = 'x'.repeat(60_000);
    await clipboardWith({}).copy(new SecretText(long));
    expect(display.read()).toBe(long);
  });

  it('is cleared after the time that was promised', async () => {
    await clipboardWith({ clearAfterMs: 500 }).copy(new SecretText(SECRET));
    await vi.waitFor(() => expect(display.read()).not.toBe(SECRET), DEADLINE);
    expect(display.read()).toBe('');
  });

  it('is cleared although the command that copied has ended long ago', async () => {
    const script = `
      import { createClipboard } from ${JSON.stringify(source('clipboard.ts'))};
      import { systemRandom } from ${JSON.stringify(source('../runtime/random.ts'))};
      import { SecretText } from ${JSON.stringify(source('../secret/secret-bytes.ts'))};
      import { readFileSync } from 'node:fs';
      await createClipboard({ random: systemRandom, env: process.env, platform: 'linux',
        nodeFile: process.execPath, childFile: ${JSON.stringify(source('clipboard-clear-child.ts'))},
        clearAfterMs: 1500 }).copy(new SecretText(readFileSync(0, 'utf8')));
      process.exit(0);`;
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      env: display.env,
      input: SECRET,
    });
    expect(display.read()).toBe(SECRET);
    await vi.waitFor(() => expect(display.read()).toBe(''), DEADLINE);
  });

  it('is left alone where it holds something else by then', async () => {
    await clipboardWith({ clearAfterMs: 500 }).copy(new SecretText(SECRET));
    display.write('something else');
    await vi.waitFor(childIsGone, DEADLINE);
    expect(display.read()).toBe('something else');
  });

  it('is cleared at once when the session ends', async () => {
    await clipboardWith({}).copy(new SecretText(SECRET));
    endProcess(childId(), 'SIGTERM');
    await vi.waitFor(childIsGone, DEADLINE);
    expect(display.read()).toBe('');
  });

  it('tells the process that clears no secret, nor anybody through arguments or environment', async () => {
    const log = join(dir, 'log');
    const xclip = join(dir, 'xclip');
    writeFileSync(xclip, `#!/bin/sh\n(echo "$@"; env) >> ${log}\ncat > ${dir}/stdin\n`);
    chmodSync(xclip, 0o755);
    const env = { ...display.env, PATH: `${dir}:${display.env.PATH}` };
    await clipboardWith({ env }).copy(new SecretText(SECRET));
    const told = readFileSync(join(dir, 'request'), 'utf8') + readFileSync(log, 'utf8');
    expect(readFileSync(join(dir, 'stdin'), 'utf8')).toBe(SECRET);
    expect(told).toContain('-selection clipboard');
    expect(told).not.toContain('CANARY');
  });

  it('leaves nothing in the clipboard where nothing could clear it later', async () => {
    writeFileSync(join(dir, 'broken.mjs'), 'throw new Error()');
    const broken = [{ nodeFile: join(dir, 'no-node') }, { childFile: join(dir, 'broken.mjs') }];
    for (const deps of broken) {
      const copying = clipboardWith(deps).copy(new SecretText(SECRET));
      await expect(copying).rejects.toMatchObject({ code: 'clipboard/unavailable' });
      expect(display.read()).toBe('');
    }
  });

  it('says what to install where the program is missing, and what to do where there is no display', async () => {
    const copyIn = (env: ClipboardDeps['env']) =>
      clipboardWith({ env }).copy(new SecretText(SECRET));
    const unavailable = (hint: string) => ({
      code: 'clipboard/unavailable',
      hint: expect.stringContaining(hint),
    });
    await expect(copyIn({ PATH: dir, DISPLAY: ':1' })).rejects.toMatchObject(unavailable('xclip'));
    await expect(copyIn({ PATH: dir, WAYLAND_DISPLAY: 'w' })).rejects.toMatchObject(
      unavailable('wl-clipboard'),
    );
    await expect(copyIn({ PATH: dir })).rejects.toMatchObject(unavailable('no display'));
    await expect(copyIn({ ...display.env, DISPLAY: ':9999' })).rejects.toMatchObject(
      unavailable('xclip'),
    );
    expect(display.read()).toBe('before');
  });
});
