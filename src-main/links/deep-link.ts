/**
 * `keywright://key/<id>` and `keywright://entry/<id>`: addresses that anybody may hand to the system. They only navigate; nothing is
 * revealed, copied or made by following one. Whatever is not exactly one of the two forms is no link of ours.
 */
import { z } from 'zod';
import type { Destination } from '../../src-shared/desk/main-calls.ts';

export const LINK_SCHEME = 'keywright';

const LONGEST = 128;

const linkSchema = z
  .string()
  .max(LONGEST)
  .regex(/^keywright:\/\/(?:key\/key_|entry\/ent_)[0-9A-Za-z]{22}$/);

/** Null: not one of our links. */
export function parseDeepLink(text: unknown): Destination | null {
  const parsed = linkSchema.safeParse(text);
  if (!parsed.success) return null;
  const [kind, id] = parsed.data.slice(`${LINK_SCHEME}://`.length).split('/');
  if (id === undefined) return null;
  return kind === 'key' ? { kind: 'key', id } : { kind: 'entry', id };
}

/** The link among the arguments that a system starts the program with. Null: there is none. */
export function findDeepLink(argv: readonly string[]): Destination | null {
  for (const argument of argv) {
    const link = parseDeepLink(argument);
    if (link !== null) return link;
  }
  return null;
}
