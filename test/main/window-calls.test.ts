import type { IpcMain, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { answerWindowCalls, type MainHandlers } from '../../src-main/window-calls.ts';
import { MAIN_CALLS, type MainCall } from '../../src-shared/desk/main-calls.ts';
import { scaled } from '../scale.ts';
import { madeUpPayloads } from './made-up-payloads.ts';

type Listener = (event: unknown, input: unknown) => Promise<Record<string, unknown>>;

const CALLS = Object.keys(MAIN_CALLS) as MainCall[];
const PAYLOADS = scaled(10_000);

function isRefusal(reply: Record<string, unknown> | undefined): boolean {
  const error = reply?.['error'] as { code?: string } | undefined;
  return error?.code === 'usage/invalid-argument';
}

function isPlainInput(call: MainCall, input: unknown): boolean {
  return (
    Object.getPrototypeOf(input) === Object.prototype && MAIN_CALLS[call].safeParse(input).success
  );
}

function make() {
  const listeners = new Map<string, Listener>();
  const reached: { call: string; input: unknown }[] = [];
  const contents = { id: 7 } as WebContents;
  const handlers = Object.fromEntries(
    CALLS.map((call) => [
      call,
      (input: unknown) => {
        reached.push({ call, input });
        return 'done';
      },
    ]),
  ) as unknown as MainHandlers;
  answerWindowCalls({
    ipcMain: {
      handle: (name: string, run: Listener) => listeners.set(name, run),
    } as unknown as IpcMain,
    handlers,
    trusted: () => contents,
  });
  const frame = { url: 'app://keywright/index.html', parent: null };
  const own = { sender: { id: 7 }, senderFrame: frame };
  return { listeners, reached, own, frame };
}

describe('answerWindowCalls', () => {
  it('answers the window’s own top frame', async () => {
    const { listeners, own } = make();
    expect(await listeners.get('desk:lock')?.(own, {})).toEqual({ answer: 'done' });
  });

  it.each([
    ['another window', { sender: { id: 8 } }],
    ['a frame inside the page', { senderFrame: { url: 'app://keywright/x.html', parent: {} } }],
    ['a page of another origin', { senderFrame: { url: 'https://keywright/', parent: null } }],
    [
      'an origin that only begins like ours',
      { senderFrame: { url: 'app://keywright.evil/', parent: null } },
    ],
    ['an empty page', { senderFrame: { url: 'about:blank', parent: null } }],
    ['a frame that is gone', { senderFrame: null }],
  ])('refuses every call of %s', async (_who, change) => {
    const { listeners, reached, own } = make();
    for (const call of CALLS) {
      const reply = await listeners.get(call)?.({ ...own, ...change }, {});
      expect(reply).toMatchObject({ error: { code: 'desk/foreign-page' } });
    }
    expect(reached).toEqual([]);
  });

  it.each(CALLS)(
    `%s: of ${PAYLOADS} made-up payloads only what fits the schema gets through, as plain data`,
    async (call) => {
      const { listeners, reached, own } = make();
      const wrong: unknown[] = [];
      for (const payload of madeUpPayloads({ seed: call.length, count: PAYLOADS })) {
        const before = reached.length;
        const reply = await listeners.get(call)?.(own, payload);
        const isRight =
          reached.length === before ? isRefusal(reply) : isPlainInput(call, reached.at(-1)?.input);
        if (!isRight) wrong.push({ payload, reply });
      }
      expect(wrong).toEqual([]);
      expect(reached.length).toBeLessThan(PAYLOADS);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
  );
});
