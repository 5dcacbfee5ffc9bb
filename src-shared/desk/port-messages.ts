/** What travels over the port between window and engine process: a request with an id, its answer or error, and what happened. */
import { z } from 'zod';
import type { WireError } from '../error/error-wire.ts';

export const portRequestSchema = z.strictObject({
  id: z.int().min(0),
  call: z.string().min(1).max(64),
  input: z.unknown(),
});

/** What a list on the screen may have to be read again for. */
export const PORT_EVENTS = ['vault-changed', 'store-changed', 'usage-changed'] as const;
export type PortEvent = (typeof PORT_EVENTS)[number];

/** Answers come from our own process and are taken as they are. */
export type PortMessage =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: WireError }
  | { readonly event: PortEvent };
