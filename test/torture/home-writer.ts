/**
 * A program that sets up a home and works in it, step after step as its seed says, telling each step before and after on stdout.
 * Reads {"home","backups","seed","steps","isWeak"} from stdin. `isWeak` is the control: its connections flush as NORMAL does.
 */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '../../src-core/runtime/random.ts';
import { openSqliteFile } from '../../src-core/sqlite/sqlite-file.ts';
import { restoreBackup } from '../../src-core/vault/restore-backup.ts';
import { initialize } from '../../src-engine/initialize.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { seededRandom } from '../core/store/store-fixture.ts';
import { SeededChoice } from '../core/vault/seeded-choice.ts';
import { CTX, ENTRY, ISSUE, PASSWORD, ROTATE, secret, steppedClock } from '../engine/workbench.ts';
import { byRecovery, type HomeSession, homeDeps, openHome } from './home-session.ts';
import { beginLine, digest, type World, worldLine } from './home-world.ts';

interface Input {
  readonly home: string;
  readonly backups: string;
  readonly seed: number;
  readonly steps: number;
  readonly isWeak: boolean;
}

const input = JSON.parse(readFileSync(0, 'utf8')) as Input;
const random = seededRandom(`home ${input.seed}`);
const choice = new SeededChoice(input.seed);
const clock = steppedClock(1_800_000_000_000);
const deps = homeDeps(input.home, clock, random);

/** Every connection from now on asks for less than we promise. */
function weakenFlushes(): void {
  const probe = openSqliteFile(join(input.backups, 'probe'), { area: 'usage', mode: 'create' });
  const prototype = Object.getPrototypeOf(probe) as { pragma: (...args: unknown[]) => unknown };
  const { pragma } = prototype;
  prototype.pragma = function weakened(this: unknown, ...args: unknown[]) {
    const [source, ...rest] = args;
    return pragma.call(this, String(source).replace('= FULL', '= NORMAL'), ...rest);
  };
  probe.close();
}

/** A vault, a store and an API; said as two steps. */
async function setUp(): Promise<{ session: HomeSession; world: World }> {
  writeSync(1, beginLine('init'));
  const made = await initialize({ password: secret(PASSWORD), pepperPlace: 'file' }, deps);
  const recoveryCode = made.recoveryCode.expose();
  const nothing = { entries: {}, values: {}, tokens: {}, backups: [], isRestored: false };
  const counts = { generation: 1, head: 1 };
  const first = { ...nothing, ...counts, step: 'init', recoveryCode, password: PASSWORD };
  writeSync(1, worldLine(first));
  const opened = await openHome(deps, byRecovery(recoveryCode));
  writeSync(1, beginLine('api'));
  const api = { name: 'acme', prefix: 'acme', environments: ['live', 'test'] };
  await opened.store.createApi({ id: newId('api', random), ...api }, CTX);
  return { session: opened, world: first };
}

if (input.isWeak) weakenFlushes();
let { session, world } = await setUp();

type Step = () => Promise<Partial<World>>;

async function add(): Promise<Partial<World>> {
  const value = random.bytes(20 + choice.below(400)).toString('hex');
  const name = `entry ${newId('ent', random)}`;
  const notes = choice.below(4) === 0 ? 'x'.repeat(choice.below(12_000)) : null;
  const added = { ...ENTRY, name, notes, secret: value };
  const { entryId } = await session.engine.call('entry:add', added, 'cli');
  return { values: { ...world.values, [entryId ?? '']: digest(value) } };
}

async function edit(): Promise<Partial<World>> {
  const known = Object.keys(world.values);
  if (known.length === 0) return add();
  const entry = choice.of(known);
  const value = random.bytes(30).toString('hex');
  await session.engine.call('entry:edit', { entry, secret: value, reason: null }, 'cli');
  return { values: { ...world.values, [entry]: digest(value) } };
}

async function issue(): Promise<Partial<World>> {
  const name = `key ${newId('key', random)}`;
  const { token, versionId } = await session.engine.call('key:issue', { ...ISSUE, name }, 'cli');
  return { tokens: { ...world.tokens, [versionId]: digest(token) } };
}

async function rotate(): Promise<Partial<World>> {
  const usable = await session.store.listKeys({});
  const keys = usable.filter(({ revokedAtMs }) => revokedAtMs === null);
  if (keys.length === 0) return issue();
  const rotation = { ...ROTATE, key: choice.of(keys).id, graceMs: choice.of([0, 500]) };
  const { token, versionId } = await session.engine.call('key:rotate', rotation, 'cli');
  return { tokens: { ...world.tokens, [versionId]: digest(token) } };
}

async function revoke(): Promise<Partial<World>> {
  const [key] = await session.store.listKeys({});
  if (key === undefined || key.revokedAtMs !== null) return issue();
  await session.store.revokeKey(key.id, { code: 'unused', note: null }, CTX);
  return {};
}

async function changePassword(): Promise<Partial<World>> {
  const password = `long enough password ${random.bytes(6).toString('hex')}`;
  await session.engine.call('vault:change-password', { password }, 'cli');
  return { password };
}

async function backUp(): Promise<Partial<World>> {
  const file = join(input.backups, `${world.backups.length}.kw`);
  await session.engine.call('vault:backup', { file }, 'cli');
  return { backups: [...world.backups, { file, world }] };
}

async function restore(): Promise<Partial<World>> {
  if (world.backups.length === 0) return backUp();
  if (session.vault.list().length === 0) return add();
  const { file, world: former } = choice.of(world.backups);
  await closeUncleanly();
  const paths = { backupPath: file, vaultPath: deps.places.vaultFile };
  await restoreBackup(paths, byRecovery(world.recoveryCode), deps.vault);
  const { password, values, tokens } = former;
  session = await openHome(deps, byRecovery(world.recoveryCode));
  return { password, values, tokens, isRestored: true };
}

/**
 * As a crash right before the end leaves it: the log is still beside the vault, though all of it is in the vault. Closing notes what
 * the store has come to; the first closing here does that, so that the second writes nothing which the log would lack.
 */
async function closeUncleanly(): Promise<void> {
  await reopen();
  const logFile = `${deps.places.vaultFile}-wal`;
  session.vault.reveal(choice.of(session.vault.list()).id, 'reveal', CTX);
  const log = readFileSync(logFile);
  await session.engine.close();
  const left = openSync(logFile, 'w', 0o600);
  writeSync(left, log);
  fsyncSync(left);
  closeSync(left);
}

async function reopen(): Promise<Partial<World>> {
  await session.engine.close();
  session = await openHome(deps, byRecovery(world.recoveryCode));
  return {};
}

const STEPS: Readonly<Record<string, Step>> = {
  add,
  edit,
  issue,
  rotate,
  revoke,
  password: changePassword,
  backup: backUp,
  restore,
  reopen,
};
const OFTEN = ['add', 'edit', 'issue', 'rotate', 'rotate'] as const;

/** The first steps are one of each, in random order; then mostly what is done every day. */
function order(): string[] {
  const once = Object.keys(STEPS);
  const names: string[] = [];
  while (once.length > 0) names.push(...once.splice(choice.below(once.length), 1));
  names.push('restore');
  while (names.length < input.steps) {
    names.push(choice.below(5) === 0 ? choice.of(Object.keys(STEPS)) : choice.of(OFTEN));
  }
  return names.slice(0, input.steps);
}

async function acknowledge(step: string, changed: Partial<World>): Promise<void> {
  const entries = Object.fromEntries(session.vault.list().map(({ id, version }) => [id, version]));
  const head = (await session.store.head()).seq;
  const { generation } = session.vault;
  world = { ...world, ...changed, step, entries, head, generation };
  writeSync(1, worldLine(world));
}

await acknowledge('api', {});
for (const name of order()) {
  clock.step(1_000 + choice.below(20_000));
  writeSync(1, beginLine(name));
  try {
    await acknowledge(name, (await STEPS[name]?.()) ?? {});
  } catch (error) {
    if (!(error instanceof KeywrightError)) throw error;
    await acknowledge(`${name}: ${error.code}`, {});
  }
}
writeSync(1, beginLine('close'));
await session.engine.close();
writeSync(1, worldLine({ ...world, step: 'close' }));
