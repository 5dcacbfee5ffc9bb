/**
 * The calls that the desktop's engine process answers before a vault is open: what is there, make one, open it. Once it is open, the
 * calls of contract/engine-calls.ts answer too; before, those are refused as locked.
 */
import { z } from 'zod';

const secret = z.string().min(1).max(1_024);

export const DOOR_CALLS = {
  'door:look': z.strictObject({}),
  /** Why a new password cannot be taken. */
  'door:judge-password': z.strictObject({ password: z.string().max(2_048) }),
  'door:create': z.strictObject({ password: secret }),
  'door:unlock': z.strictObject({
    way: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('password'),
        password: secret,
        /** The person agrees to hashing with far more memory than is ever written. */
        acceptsHeavyKdf: z.boolean(),
      }),
      z.strictObject({ kind: z.literal('recovery'), code: secret }),
      z.strictObject({ kind: z.literal('keychain') }),
    ]),
    /** The person says that the older file is the one they restored. */
    acceptsRollback: z.boolean(),
  }),
  /** Writes the recovery code to a new file of mode 0600 that the person chose. */
  'door:save-recovery-code': z.strictObject({
    file: z.string().min(1).max(4_096),
    recoveryCode: secret,
  }),
} as const satisfies Record<string, z.ZodType>;

export type DoorCall = keyof typeof DOOR_CALLS;
export type DoorInput<Call extends DoorCall> = z.infer<(typeof DOOR_CALLS)[Call]>;
