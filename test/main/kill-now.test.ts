import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { killNow } from '../../src-main/kill-now.ts';

const asleep = () => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);

describe('killNow', () => {
  it('ends a process', async () => {
    const child = asleep();
    killNow(child.pid);
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  });

  it('lets one be that has ended in the meantime, as the keychain’s does at a lock', async () => {
    const child = asleep();
    const { pid } = child;
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(() => process.kill(Number(pid), 'SIGKILL')).toThrow('ESRCH');
    expect(() => killNow(pid)).not.toThrow();
    expect(() => killNow(undefined)).not.toThrow();
  });
});
