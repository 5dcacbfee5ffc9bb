import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InstanceLock, type SecondInstance } from '../app/instance-lock.ts';

describe('InstanceLock', () => {
  let folder: string;
  const held: InstanceLock[] = [];
  const second: SecondInstance = {
    argv: ['keywright', 'keywright://entry/1'],
    cwd: '/',
    data: { a: 1 },
  };

  function lock(onSecond: (second: SecondInstance) => void = () => undefined): InstanceLock {
    const made = new InstanceLock(folder, onSecond);
    held.push(made);
    return made;
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kw-lock-'));
  });

  afterEach(() => {
    for (const made of held.splice(0)) made.release();
    rmSync(folder, { recursive: true });
  });

  it('lets one instance in, and hands it what the next was started with', async () => {
    const heard = Promise.withResolvers<SecondInstance>();
    expect(lock(heard.resolve).request(second)).toBe(true);
    expect(lock().request(second)).toBe(false);
    expect(await heard.promise).toEqual(second);
  });

  it('lets the next in once the first has let go', () => {
    const first = lock();
    first.request(second);
    first.release();
    expect(lock().request(second)).toBe(true);
  });

  it('takes over the lock of a process that is gone', () => {
    writeFileSync(join(folder, 'stand-in.lock'), String(2 ** 22 - 1));
    expect(lock().request(second)).toBe(true);
  });
});
