/** What a command gives back: one object for scripts, one text for people. The runner prints one of the two. */
import type { Style } from './output/style.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export interface Answer {
  /** Printed with `"v":1` in front where --json is given. */
  readonly json: JsonObject;
  /** Standard output for people; an empty text prints nothing. A secret stands here alone, so that `$(…)` gets it and nothing else. */
  readonly text: (style: Style) => string;
  /** Lines for standard error: what was done and what comes next. Left out with --quiet and with --json. */
  readonly notes?: readonly string[];
  /** 1: a negative answer (key not valid, chain broken, findings). */
  readonly exit?: 0 | 1;
}

/** The shape of every list; `next` is for pages to come. */
export function listJson(items: readonly unknown[]): JsonObject {
  return { items, next: null };
}

/** An answer that says one thing to people. */
export function doneAnswer(json: JsonObject, note: string): Answer {
  return { json, text: () => '', notes: [note] };
}
