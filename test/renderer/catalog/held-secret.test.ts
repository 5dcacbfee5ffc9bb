import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HeldSecret } from '../../../src-renderer/catalog/held-secret.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function make(read: () => Promise<string | null> = async () => 'the secret') {
  const shown: (string | null)[] = [];
  const held = new HeldSecret({ read, show: (secret) => shown.push(secret) });
  return { held, shown };
}

describe('a held secret', () => {
  it('is shown from the press to the release', async () => {
    const { held, shown } = make();
    await held.press();
    expect(shown).toEqual(['the secret']);
    held.release();
    expect(shown).toEqual(['the secret', null]);
  });

  it('is masked again after 30 seconds, however long it is held', async () => {
    const { held, shown } = make();
    await held.press();
    vi.advanceTimersByTime(29_999);
    expect(shown.at(-1)).toBe('the secret');
    vi.advanceTimersByTime(1);
    expect(shown.at(-1)).toBeNull();
  });

  it('has its 30 seconds anew with each press, and not those of the press before', async () => {
    const { held, shown } = make();
    await held.press();
    vi.advanceTimersByTime(20_000);
    held.release();
    await held.press();
    vi.advanceTimersByTime(20_000);
    expect(shown.at(-1)).toBe('the secret');
  });

  it('is never shown when the answer comes after the release', async () => {
    const answer = Promise.withResolvers<string>();
    const { held, shown } = make(() => answer.promise);
    const pressed = held.press();
    held.release();
    answer.resolve('too late');
    await pressed;
    expect(shown).toEqual([null]);
  });

  it('shows nothing where nothing could be read', async () => {
    const { held, shown } = make(async () => null);
    await held.press();
    expect(shown).toEqual([]);
  });
});
