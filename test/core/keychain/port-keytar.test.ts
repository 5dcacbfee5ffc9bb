import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PortKeytar } from '../../../src-core/keychain/port-keytar.ts';
import type { KeychainAsk } from '../../../src-shared/desk/keychain-control.ts';

const CANARY = 'CANARY-2b90fe';

class Port extends EventEmitter {
  readonly said: unknown[] = [];
  isStarted = false;
  isClosed = false;
  start(): void {
    this.isStarted = true;
  }
  close(): void {
    this.isClosed = true;
  }
  postMessage(message: unknown): void {
    this.said.push(message);
  }
}

function ask(request = 'a request') {
  const asked: KeychainAsk[] = [];
  const keytar = new PortKeytar((message) => asked.push(message));
  const outcome = keytar.call(request, 3_000);
  return { asked, keytar, outcome, port: new Port() };
}

const handed = { kind: 'keychain-port', id: 1 } as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('PortKeytar', () => {
  it('tells main of the time alone, and the request to the port alone', async () => {
    const { asked, keytar, outcome, port } = ask(CANARY);
    keytar.hear(handed, port);
    expect(asked).toEqual([{ kind: 'keychain-process', id: 1, timeLimitMs: 3_000 }]);
    expect(port.said).toEqual([CANARY]);
    expect(port.isStarted).toBe(true);
    port.emit('message', { data: 'an answer' });
    expect(await outcome).toEqual({ kind: 'answered', line: 'an answer' });
    expect(port.isClosed).toBe(true);
  });

  it('hangs and lets go of the port when the time is over', async () => {
    const { keytar, outcome, port } = ask();
    keytar.hear(handed, port);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await outcome).toEqual({ kind: 'hung' });
    expect(port.isClosed).toBe(true);
  });

  it('hangs where main hands over no port, and closes one that comes too late unused', async () => {
    const { keytar, outcome, port } = ask();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await outcome).toEqual({ kind: 'hung' });
    keytar.hear(handed, port);
    expect(port.isClosed).toBe(true);
    expect(port.said).toEqual([]);
  });

  it.each([
    ['closes its port', (_: PortKeytar, port: Port) => port.emit('close')],
    ['is gone', (keytar: PortKeytar) => keytar.hear({ kind: 'keychain-ended', id: 1 }, undefined)],
    ['answers no text', (_: PortKeytar, port: Port) => port.emit('message', { data: { a: 1 } })],
    [
      'says far too much',
      (_: PortKeytar, port: Port) => port.emit('message', { data: 'x'.repeat((1 << 20) + 1) }),
    ],
  ])('fails where the process %s', async (_, happen) => {
    const { keytar, outcome, port } = ask();
    keytar.hear(handed, port);
    happen(keytar, port);
    expect(await outcome).toMatchObject({ kind: 'failed' });
    expect(port.isClosed).toBe(true);
  });

  it('keeps calls apart by their ids', async () => {
    const { keytar, outcome, port } = ask('first');
    const second = keytar.call('second', 3_000);
    const other = new Port();
    keytar.hear({ kind: 'keychain-port', id: 2 }, other);
    keytar.hear(handed, port);
    expect([port.said, other.said]).toEqual([['first'], ['second']]);
    other.emit('message', { data: 'two' });
    port.emit('message', { data: 'one' });
    expect(await Promise.all([outcome, second])).toMatchObject([{ line: 'one' }, { line: 'two' }]);
  });
});
