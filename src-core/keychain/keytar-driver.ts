/** How one request reaches one short-lived keytar process: `spawn-keytar.ts` in the terminal, `port-keytar.ts` in the desktop. */
import type { ChildOutcome } from './call-child.ts';

/** `request` is a KeytarRequest as JSON, the line of an answer a KeytarAnswer. Never rejects; the process is gone after `timeoutMs`. */
export type KeytarDriver = (request: string, timeoutMs: number) => Promise<ChildOutcome>;
