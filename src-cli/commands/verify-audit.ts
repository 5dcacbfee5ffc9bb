import type { StoreChainReport } from '../../src-core/audit/verify-chain.ts';
import type { EngineAnswer } from '../../src-shared/contract/engine-answers.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import type { Style } from '../output/style.ts';
import { withEngineIfOpen } from '../with-engine.ts';

type VaultChainReport = EngineAnswer<'vault:verify-chain'>;
/** What the vault saw of the store. */
type Seen = EngineAnswer<'vault:compare-store'>;

interface Broken {
  readonly log: 'store' | 'vault';
  readonly seq: number;
  readonly why: string;
}

/** `audit verify`: the store's chain always, the vault's where it is unlocked. Exit 1 where one is broken. */
export async function verifyAudit(cli: Cli): Promise<Answer> {
  const store = await cli.backends.verifyStoreChain();
  const opened = await withEngineIfOpen(cli, async (engine) => ({
    vault: await engine.call('vault:verify-chain', {}),
    seen: await engine.call('vault:compare-store', {}),
  }));
  const { vault, seen } = opened ?? { vault: null, seen: null };
  const broken = firstBroken(store, { vault, seen });
  return {
    json: {
      ok: broken === null,
      events: store.events + (vault?.events ?? 0),
      store,
      vault,
      seen,
      broken,
    },
    text: (style) => describeChains({ store, vault, broken }, style),
    notes: vault === null ? ['The vault is locked: only the store’s log was checked'] : [],
    exit: broken === null ? 0 : 1,
  };
}

function firstBroken(
  store: StoreChainReport,
  { vault, seen }: { readonly vault: VaultChainReport | null; readonly seen: Seen | null },
): Broken | null {
  if (store.broken !== null) return { log: 'store', ...store.broken };
  if (seen !== null && seen.broken !== null) return { log: 'store', ...seen.broken };
  if (vault !== null && vault.broken !== null) return { log: 'vault', ...vault.broken };
  return null;
}

interface Chains {
  readonly store: StoreChainReport;
  readonly vault: VaultChainReport | null;
  readonly broken: Broken | null;
}

function describeChains({ store, vault, broken }: Chains, style: Style): string {
  const counts = [
    `${store.events} events of the store, ${store.checkpoints} signed checkpoints`,
    ...(vault === null ? [] : [`${vault.events} events of the vault`]),
  ].join('; ');
  if (broken === null) return `${style.good('whole')}  ${counts}`;
  return `${style.bad('broken')} at ${broken.log}#${broken.seq}: ${broken.why}  (${counts})`;
}
