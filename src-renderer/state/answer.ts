/** The answer of an engine call as a screen reads it: asked at once, and again whenever the engine says that something changed. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DeskAnswer, DeskCall, DeskInput } from '../../src-shared/desk/desk-calls.ts';
import { ask } from '../bridge.ts';

export interface Answered<Call extends DeskCall> {
  /** Null until the first answer; the last good one stays while the next is on its way. */
  readonly answer: DeskAnswer<Call> | null;
  /** What the newest asking threw; null: nothing. */
  readonly error: unknown;
  readonly again: () => void;
}

export function useAnswer<Call extends DeskCall>(
  call: Call,
  input: DeskInput<Call>,
): Answered<Call> {
  const [state, setState] = useState<{ answer: DeskAnswer<Call> | null; error: unknown }>({
    answer: null,
    error: null,
  });
  const question = JSON.stringify(input);
  const newest = useRef(0);
  const again = useCallback(() => {
    newest.current += 1;
    const turn = newest.current;
    ask(call, JSON.parse(question) as DeskInput<Call>).then(
      (answer) => {
        if (turn === newest.current) setState({ answer, error: null });
      },
      (error: unknown) => {
        if (turn === newest.current) setState((before) => ({ ...before, error }));
      },
    );
  }, [call, question]);
  useEffect(() => {
    again();
    return window.keywright.onEngine(again);
  }, [again]);
  return { ...state, again };
}
