/** Runs one issue or rotate and kills itself at a named point between vault and store; started by two-files-one-truth.test.ts. */
import { openEmbeddedStore } from '../../src-core/embedded/open-embedded-store.ts';
import { systemClock } from '../../src-core/runtime/clock.ts';
import type { VerificationStore } from '../../src-core/store/verification-store.ts';
import { openVault } from '../../src-core/vault/open-vault.ts';
import type { Vault } from '../../src-core/vault/vault.ts';
import { createEngine } from '../../src-engine/engine.ts';
import { CRASH_POINTS, type CrashPoint } from './crash-points.ts';
import { ISSUE, ISSUE_MANY, PASSWORD, ROTATE, secret, workbenchDeps } from './workbench.ts';

const [home = '', action = '', point = ''] = process.argv.slice(2);

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('still alive');
}

function isAt(wanted: CrashPoint): boolean {
  return CRASH_POINTS.includes(wanted) && point === wanted;
}

/** The object itself but for some methods; its own methods keep seeing the original. */
function withOverrides<Target extends object>(target: Target, overrides: Partial<Target>): Target {
  return new Proxy(target, {
    get: (original, name) => {
      if (Object.hasOwn(overrides, name)) return Reflect.get(overrides, name) as unknown;
      const value: unknown = Reflect.get(original, name, original);
      return typeof value === 'function' ? (value.bind(original) as unknown) : value;
    },
  });
}

function crashingStore(store: VerificationStore): VerificationStore {
  const around =
    <Args extends unknown[], Result>(commit: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (isAt('sealed, not committed')) die();
      const result = await commit(...args);
      if (isAt('committed, not confirmed')) die();
      return result;
    };
  return withOverrides(store, {
    issueKey: around(store.issueKey.bind(store)),
    issueKeys: around(store.issueKeys.bind(store)),
    rotateKey: around(store.rotateKey.bind(store)),
  });
}

function crashingVault(vault: Vault): Vault {
  const dieFirst = () => (isAt('nothing sealed') ? die() : undefined);
  return withOverrides(vault, {
    add: (...args: Parameters<Vault['add']>) => {
      dieFirst();
      return vault.add(...args);
    },
    change: (...args: Parameters<Vault['change']>) => {
      dieFirst();
      return vault.change(...args);
    },
  });
}

const deps = workbenchDeps(home, systemClock);
const credential = { kind: 'password', password: secret(PASSWORD) } as const;
const vault = await openVault({ path: deps.places.vaultFile, credential }, deps.vault);
const { store, storeKeys } = await openEmbeddedStore(deps);
const engine = createEngine({
  ...deps,
  vault: crashingVault(vault),
  store: crashingStore(store),
  storeKeys,
  settled: { confirmed: 0, discarded: 0 },
  checkpointsFile: deps.places.checkpointsFile,
});
if (action === 'issue') await engine.call('key:issue', ISSUE, 'cli');
else if (action === 'issue-many') await engine.call('key:issue-many', ISSUE_MANY, 'cli');
else await engine.call('key:rotate', ROTATE, 'cli');
if (isAt('confirmed')) die();
await engine.close();
