/** The checks of `doctor`. Each stands alone: one that fails is a finding, never the end of the others. */

import type { Repair } from '../../src-core/repair/repair.ts';
import type { EngineAnswer } from '../../src-shared/contract/engine-answers.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Finding } from '../../src-shared/model/finding.ts';
import type { Backends } from '../backend/backends.ts';
import type { Cli } from '../cli.ts';
import { BEYOND_REPAIR, restoreAdvice, usableBackups } from './beyond-repair.ts';

type Check = (cli: Cli) => Promise<readonly Finding[]>;

/** By the id under which a check that could not be made is reported. */
const CHECKS: readonly (readonly [string, Check])[] = [
  ['node/version', checkNode],
  ['files/modes', checkFiles],
  ['vault/file', checkVault],
  ['store/file', checkStore],
  ['keychain/state', checkKeychain],
  ['clipboard/program', checkClipboard],
];

export interface Examination {
  readonly findings: readonly Finding[];
  /** What `--repair` can do; the finding of each stands among the others. */
  readonly repairs: readonly Repair[];
}

/** Repairs are looked for first: opening the store already reads in a log that was left beside it. */
export async function examine(cli: Cli): Promise<Examination> {
  const findings: Finding[] = [];
  const repairs = repairsOf(cli, findings);
  for (const [id, check] of CHECKS) {
    const found = await check(cli).catch((error: unknown) => [asFinding(id, error, cli)]);
    findings.push(...found);
  }
  const mendable = repairs.map(({ finding }) => finding);
  const isMendable = new Set(mendable.map(({ id }) => id));
  return { findings: [...findings.filter(({ id }) => !isMendable.has(id)), ...mendable], repairs };
}

function repairsOf(cli: Cli, findings: Finding[]): readonly Repair[] {
  try {
    return cli.backends.findRepairs();
  } catch (error) {
    findings.push(asFinding('files/repairs', error, cli));
    return [];
  }
}

function asFinding(id: string, error: unknown, { backends }: Cli): Finding {
  if (!(error instanceof KeywrightError)) throw error;
  const detail = `${error.publicMessage}.`;
  const fix = BEYOND_REPAIR[error.code]?.(backends) ?? error.hint;
  return { id, severity: 'problem', title: error.code, detail, fix };
}

async function checkNode(): Promise<Finding[]> {
  const detail = `Node.js ${process.versions.node}`;
  return [{ id: 'node/version', severity: 'ok', title: 'Node.js', detail, fix: null }];
}

/** That a file is open to others is a repair's finding. */
async function checkFiles({ places }: Cli): Promise<Finding[]> {
  const detail = `${places.dataDir} is readable by you alone.`;
  return [{ id: 'files/modes', severity: 'ok', title: 'Files private', detail, fix: null }];
}

async function checkVault({ backends }: Cli): Promise<Finding[]> {
  const id = 'vault/file';
  if (!backends.hasVault()) return [absentVault(backends)];
  backends.inspectVault();
  const agent = await backends.connectAgent();
  if (agent === null) {
    return [
      { id, severity: 'ok', title: 'Vault locked', detail: 'The header is sound.', fix: null },
    ];
  }
  try {
    const { entries, readOnlyCause } = await agent.call('engine:status', {});
    if (readOnlyCause === null) {
      const unlocked = { id, severity: 'ok', title: 'Vault unlocked', fix: null } as const;
      const seen = seenFinding(await agent.call('vault:compare-store', {}));
      return [{ ...unlocked, detail: `${entries} entries` }, ...seen];
    }
    const detail = `It is open read-only: ${readOnlyCause}.`;
    const fix = restoreAdvice(backends);
    return [{ id, severity: 'problem', title: 'Vault read-only', detail, fix }];
  } finally {
    await agent.close();
  }
}

/** Only an unlocked vault can tell; it need not have seen the store. */
function seenFinding({ seenSeq, broken }: EngineAnswer<'vault:compare-store'>): Finding[] {
  if (seenSeq === null) return [];
  const id = 'audit/seen';
  if (broken === null) {
    const detail = `The store has every event up to ${seenSeq}, the last that the vault saw.`;
    return [{ id, severity: 'ok', title: 'Store as last seen', detail, fix: null }];
  }
  return [
    {
      id,
      severity: 'problem',
      title: 'Store is not as last seen',
      detail: `At event ${broken.seq}: ${broken.why}`,
      fix: 'Find out who put another store or checkpoints file there. If you did: `keywright lock`, then `keywright unlock --accept-rollback`.',
    },
  ];
}

/** With backups there was a vault once. */
function absentVault(backends: Backends): Finding {
  const finding = absent('vault/file', 'No vault yet');
  if (usableBackups(backends).length === 0) return finding;
  const detail = 'There is none in this place, but there are backups of one.';
  return {
    ...finding,
    severity: 'problem',
    title: 'Vault gone',
    detail,
    fix: restoreAdvice(backends),
  };
}

async function checkStore({ backends }: Cli): Promise<readonly Finding[]> {
  return backends.hasStore() ? backends.inspectStore() : [absent('store/file', 'No store yet')];
}

function absent(id: string, title: string): Finding {
  const fix = 'Run `keywright init`.';
  return { id, severity: 'warning', title, detail: 'There is none in this place.', fix };
}

async function checkKeychain({ backends }: Cli): Promise<Finding[]> {
  return [await backends.inspectKeychain()];
}

async function checkClipboard({ backends }: Cli): Promise<Finding[]> {
  const id = 'clipboard/program';
  const advice = backends.clipboardAdvice();
  return advice === null
    ? [{ id, severity: 'ok', title: 'Clipboard there', detail: 'Copies are cleared.', fix: null }]
    : [
        {
          id,
          severity: 'warning',
          title: 'No clipboard',
          detail: 'None in this session.',
          fix: advice,
        },
      ];
}
