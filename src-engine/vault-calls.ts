/** Calls about the vault as a whole: password, key, backup, its own audit chain. */

import { encodeRecoveryCode, RECOVERY_BYTES } from '../src-core/crypto/recovery-code.ts';
import { SecretBytes, SecretText } from '../src-core/secret/secret-bytes.ts';
import type { EngineCall } from '../src-shared/contract/engine-calls.ts';
import type { Handlers } from './engine.ts';
import { compareStore } from './store-watch.ts';

export const vaultCalls: Handlers<Extract<EngineCall, `vault:${string}`>> = {
  'vault:change-password': async (input, ctx) => {
    return await withPassword(input.password, (password) =>
      ctx.vault.changePassword(password, ctx.mutation(null)),
    );
  },
  'vault:upgrade-kdf': (input, ctx) =>
    withPassword(input.password, (password) => ctx.vault.upgradeKdf(password, ctx.mutation(null))),
  'vault:draft-rekey': async (input, ctx) => {
    await withPassword(input.password, (password) => ctx.vault.checkPassword(password));
    const bytes = new SecretBytes(ctx.random.bytes(RECOVERY_BYTES));
    const recoveryCode = encodeRecoveryCode(bytes).expose();
    bytes.wipe();
    return { recoveryCode };
  },
  'vault:rekey': async (input, ctx) => {
    const recoveryCode = new SecretText(input.recoveryCode);
    const outcome = await withPassword(input.password, (password) =>
      ctx.vault.rekey({ password, recoveryCode }, ctx.mutation(null)),
    );
    await ctx.vault.remembered.sweep(ctx.keychain, ctx.mutation(null));
    return outcome;
  },
  'vault:remember': (input, ctx) =>
    withPassword(input.password, (password) =>
      ctx.vault.remembered.begin({ password, keychain: ctx.keychain }, ctx.mutation(null)),
    ),
  'vault:forget': (_input, ctx) => ctx.vault.remembered.end(ctx.keychain, ctx.mutation(null)),
  'vault:backup': (input, ctx) => ctx.vault.backup(input.file, ctx.mutation(null)),
  'vault:events': (input, ctx) => ({ events: ctx.vault.readEvents(input.afterSeq, input.limit) }),
  'vault:verify-chain': (_input, ctx) => ctx.vault.verifyChain(),
  'vault:compare-store': (_input, ctx) => compareStore(ctx),
};

async function withPassword<Result>(
  text: string,
  work: (password: SecretBytes) => Promise<Result>,
): Promise<Result> {
  const password = new SecretBytes(Buffer.from(text, 'utf8'));
  try {
    return await work(password);
  } finally {
    password.wipe();
  }
}
