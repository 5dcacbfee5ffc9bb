import { EventEmitter } from 'node:events';
import type { UtilityProcess } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServerHost } from '../../src-main/server-host.ts';
import { encodeError } from '../../src-shared/error/error-wire.ts';

class Child extends EventEmitter {
  readonly said: { kind: string }[] = [];
  isKilled = false;
  postMessage(message: { kind: string }): void {
    this.said.push(message);
  }
  kill(): boolean {
    this.isKilled = true;
    this.emit('exit', 0);
    return true;
  }
  run(): void {
    this.emit('message', { kind: 'running', url: 'http://127.0.0.1:7777', startedAtMs: 1 });
  }
  fail(): void {
    this.emit('message', { kind: 'failed', error: encodeError(new Error('taken')) });
  }
}

function make() {
  const children: Child[] = [];
  const states: string[] = [];
  const lost: string[] = [];
  const host = new ServerHost({
    fork: () => {
      const child = new Child();
      children.push(child);
      return child as unknown as UtilityProcess;
    },
    serveKeychain: () => undefined,
    onState: ({ state }) => states.push(state),
    onLost: () => lost.push('lost'),
    onDecisions: () => undefined,
  });
  return { host, children, states, lost };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('ServerHost', () => {
  it('tells of a failure once the process has gone, so that the next start is never swallowed', async () => {
    const { host, children, states } = make();
    const first = host.start(7777);
    children[0]?.fail();
    expect(states).toEqual(['starting']);
    children[0]?.emit('exit', 0);
    expect((await first).state).toBe('failed');
    const second = host.start(0);
    expect(children).toHaveLength(2);
    children[1]?.run();
    expect((await second).state).toBe('running');
    expect(states).toEqual(['starting', 'failed', 'starting', 'running']);
  });

  it('kills a process that failed and lingers', async () => {
    const { host, children } = make();
    const started = host.start(7777);
    children[0]?.fail();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(children[0]?.isKilled).toBe(true);
    expect((await started).state).toBe('failed');
  });

  it('leaves alone what runs already', async () => {
    const { host, children } = make();
    const started = host.start(0);
    children[0]?.run();
    await started;
    expect((await host.start(0)).state).toBe('running');
    expect(children).toHaveLength(1);
  });

  it('says so when a server ends that nobody stopped, and not when somebody did', async () => {
    const { host, children, lost, states } = make();
    const started = host.start(0);
    children[0]?.run();
    await started;
    const stopped = host.stop();
    children[0]?.emit('exit', 0);
    await stopped;
    expect(lost).toEqual([]);
    const again = host.start(0);
    children[1]?.run();
    await again;
    children[1]?.emit('exit', 1);
    expect(lost).toEqual(['lost']);
    expect(states.at(-1)).toBe('stopped');
  });
});
