/** `POST /v1/explain` and `keywright explain`: the request of a verification, and its checks in the order they are made. */
import { z } from 'zod';
import { verifyAnswerSchema } from './verify.ts';

/** In order. A check that fails ends the request; those behind it are not reached. */
export const CHECK_NAMES = [
  'shape',
  'version',
  'secret',
  'revocation',
  'validity',
  'enabled',
  'api',
  'environment',
  'permissions',
  'limits',
] as const;

export type CheckName = (typeof CHECK_NAMES)[number];

const checkSchema = z
  .strictObject({
    check: z.enum(CHECK_NAMES),
    result: z
      .enum(['passed', 'failed', 'not-reached', 'not-checked'])
      .describe('not-checked: the counters are elsewhere; only a terminal says so of the limits.'),
    sentence: z.string().describe('What was found, for people.'),
    fact: z
      .string()
      .nullable()
      .describe('What decided; never part of a secret. Null: nothing to add.'),
  })
  .meta({ id: 'Check' });

export const explainAnswerSchema = verifyAnswerSchema
  .extend({ checks: z.array(checkSchema).describe('Every check, in the order they are made.') })
  .meta({ id: 'ExplainAnswer', description: 'What verify would answer now, and why.' });

export type Check = z.infer<typeof checkSchema>;
export type ExplainAnswer = z.infer<typeof explainAnswerSchema>;
