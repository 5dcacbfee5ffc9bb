import { EventEmitter } from 'node:events';
import type { UtilityProcess } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeychainHost } from '../../src-main/keychain-host.ts';

class Child extends EventEmitter {
  readonly said: unknown[][] = [];
  readonly process = this as unknown as UtilityProcess;
  postMessage(...message: unknown[]): void {
    this.said.push(message);
  }
}

function make() {
  const client = new Child();
  const child = new Child();
  const killed: UtilityProcess[] = [];
  const host = new KeychainHost({
    fork: () => child.process,
    makeChannel: () => ({ port1: 'far end', port2: 'near end' }) as never,
    kill: (process) => killed.push(process),
  });
  host.serve(client.process, { kind: 'keychain-process', id: 7, timeLimitMs: 3_000 });
  return { client, child, killed };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('KeychainHost', () => {
  it('gives one end to the process and the other to who asked, and nothing else', () => {
    const { client, child } = make();
    expect(child.said).toEqual([[null, ['far end']]]);
    expect(client.said).toEqual([[{ kind: 'keychain-port', id: 7 }, ['near end']]]);
  });

  it('kills a process that outlives its time, and says that it is gone once it is', async () => {
    const { client, child, killed } = make();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(killed).toEqual([]);
    await vi.advanceTimersByTimeAsync(500);
    expect(killed).toEqual([child]);
    expect(client.said).toHaveLength(1);
    child.emit('exit', 9);
    expect(client.said.at(-1)).toEqual([{ kind: 'keychain-ended', id: 7 }]);
  });

  it('leaves alone a process that ended in time', async () => {
    const { client, child, killed } = make();
    child.emit('exit', 0);
    await vi.advanceTimersByTimeAsync(10_000);
    client.emit('exit', 0);
    expect(killed).toEqual([]);
  });

  it('kills the process of an engine that is gone', () => {
    const { client, child, killed } = make();
    client.emit('exit', 0);
    expect(killed).toEqual([child]);
  });
});
