import { EventEmitter } from 'node:events';
import type { UtilityProcess } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineHost } from '../../src-main/engine-host.ts';

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
}

function make() {
  const children: Child[] = [];
  const events: string[] = [];
  const host = new EngineHost({
    fork: () => {
      const child = new Child();
      children.push(child);
      return child as unknown as UtilityProcess;
    },
    makeChannel: () => ({ port1: {}, port2: {} }) as never,
    serveKeychain: () => events.push('keychain'),
    copy: () => Promise.resolve({ clearsAtMs: null }),
    onOpened: () => events.push('opened'),
    onReminderKey: () => events.push('key'),
    onDue: () => events.push('due'),
    onLost: () => events.push('lost'),
  });
  const contents = { postMessage: () => undefined } as never;
  host.connect(contents);
  return { host, children, events, contents };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('EngineHost', () => {
  it('counts as locked from the moment it is asked to end', () => {
    const { host, children } = make();
    children[0]?.emit('message', { kind: 'opened' });
    expect(host.isOpen).toBe(true);
    void host.end();
    expect(host.isOpen).toBe(false);
  });

  it('started ahead of the window is the one that the window gets', () => {
    const { host, children, contents } = make();
    host.start();
    host.connect(contents);
    expect(children).toHaveLength(1);
  });

  it('an engine that does not end by itself is killed before a second is over', async () => {
    const { host, children } = make();
    const ended = host.end();
    expect(children[0]?.said.at(-1)).toEqual({ kind: 'end' });
    await vi.advanceTimersByTimeAsync(500);
    expect(children[0]?.isKilled).toBe(false);
    await vi.advanceTimersByTimeAsync(499);
    expect(children[0]?.isKilled).toBe(true);
    await ended;
  });

  it('an engine that ends in time is not killed', async () => {
    const { host, children } = make();
    const ended = host.end();
    children[0]?.emit('exit', 0);
    await ended;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(children[0]?.isKilled).toBe(false);
  });

  it('a window that connects during the end gets a new, locked engine, which the old one’s last words do not open', () => {
    const { host, children, contents } = make();
    void host.end();
    host.connect(contents);
    expect(children).toHaveLength(2);
    children[0]?.emit('message', { kind: 'opened' });
    expect(host.isOpen).toBe(false);
  });

  it('serves the keychain to an engine that ends as well: it writes its rollback mark', () => {
    const { host, children, events } = make();
    const ask = { kind: 'keychain-process', id: 1, timeLimitMs: 3_000 };
    children[0]?.emit('message', ask);
    void host.end();
    children[0]?.emit('message', ask);
    expect(events).toEqual(['keychain', 'keychain']);
  });

  it('says so when the engine ends though nobody asked', () => {
    const { children, events } = make();
    children[0]?.emit('exit', 1);
    expect(events).toEqual(['lost']);
  });

  it.each([[null], [{ kind: 'opened', extra: 1 }], [{ kind: 'root' }], ['opened']])(
    'a message that fits nothing is dropped: %j',
    (message) => {
      const { host, children, events } = make();
      children[0]?.emit('message', message);
      expect(host.isOpen).toBe(false);
      expect(events).toEqual([]);
    },
  );
});
