/** The guided tour, which is the main job from end to end, through the real program and a real server. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHome, type TestHome } from './program.ts';

describe('tour', () => {
  let home: TestHome;
  beforeAll(() => {
    home = createTestHome();
    home.file('tmp/x', '');
    home.env.TMPDIR = join(home.dir, 'tmp');
  });
  afterAll(() => home.remove());

  it('runs the whole job without a terminal, shows every step, and leaves nothing behind', async () => {
    const done = await home.run(['tour']);
    expect(done.stdout).toContain('That was everything');
    expect(done).toMatchObject({ exit: 0, stderr: '' });
    for (const word of [
      '$ keywright init',
      'keywright add Stripe',
      'sk_test_tourOnlyNotARealKey0042',
      '200 valid · reporting · team:payments · left: rate 99/100',
      '403 permission-denied',
      '401 malformed',
      '401 unknown',
      '401 expired',
      '429 rate-limited',
      'retry after',
      '401 retired',
      '401 revoked',
      'Rolled "reporting" back',
      'whole  ',
    ]) {
      expect(done.stdout).toContain(word);
    }
    expect(readdirSync(join(home.dir, 'tmp')).filter((name) => name.includes('tour'))).toEqual([]);
    expect(existsSync(join(home.dir, 'home'))).toBe(false);
  }, 300_000);

  it('cleans up when the reader of its output goes away', async () => {
    const child = home.start(['tour']);
    const ended = new Promise((resolve) => {
      child.once('exit', resolve);
    });
    child.stdout?.once('data', () => child.stdout?.destroy());
    await ended;
    expect(readdirSync(join(home.dir, 'tmp')).filter((name) => name.includes('tour'))).toEqual([]);
  }, 300_000);

  it('gives one JSON object with every step, and cleans up when it is stopped half-way', async () => {
    const child = home.start(['tour', '--json']);
    const ended = new Promise<number | null>((resolve) => {
      child.once('exit', resolve);
    });
    const home2 = (): string[] =>
      readdirSync(join(home.dir, 'tmp')).filter((name) => name.includes('tour'));
    while (!home2().some((name) => existsSync(join(home.dir, 'tmp', name, 'home/vault.db')))) {
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
    child.kill('SIGINT');
    let stdout = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout += chunk.toString('utf8');
    });
    expect(await ended).toBe(130);
    expect(home2()).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({ v: 1, error: { code: 'internal/interrupted' } });
  }, 300_000);
});
