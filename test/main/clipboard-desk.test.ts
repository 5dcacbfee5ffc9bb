import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClipboardDesk } from '../../src-main/clipboard-desk.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function make(clearAfterMs: number | null = 30_000) {
  const held = { text: 'before' };
  const told: (number | null)[] = [];
  const desk = new ClipboardDesk({
    clipboard: {
      readText: () => Promise.resolve(held.text),
      clear: () => {
        held.text = '';
      },
    },
    write: (text) => {
      held.text = text;
      return Promise.resolve();
    },
    nowMs: () => Date.now(),
    clearAfterMs: () => clearAfterMs,
    onChange: (clearsAtMs) => told.push(clearsAtMs),
  });
  return { desk, held, told };
}

describe('ClipboardDesk', () => {
  it('clears what was copied when its time is up, and says so', async () => {
    const { desk, held, told } = make();
    const { clearsAtMs } = await desk.copy('secret');
    expect(clearsAtMs).toBe(Date.now() + 30_000);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(held.text).toBe('secret');
    await vi.advanceTimersByTimeAsync(1);
    expect(held.text).toBe('');
    expect(told).toEqual([clearsAtMs, null]);
  });

  it('leaves alone what the person copied meanwhile', async () => {
    const { desk, held } = make();
    await desk.copy('secret');
    held.text = 'a shopping list';
    await vi.advanceTimersByTimeAsync(30_000);
    expect(held.text).toBe('a shopping list');
  });

  it('a second copy counts from its own beginning', async () => {
    const { desk, held } = make();
    await desk.copy('first');
    await vi.advanceTimersByTimeAsync(20_000);
    await desk.copy('second');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(held.text).toBe('second');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(held.text).toBe('');
  });

  it('keeps nothing of the copied text', async () => {
    const { desk } = make(null);
    await desk.copy('kw-canary-secret');
    expect(JSON.stringify(desk)).not.toContain('canary');
  });
});
