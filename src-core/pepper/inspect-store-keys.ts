/** What `doctor` says of a store's keys: where they lie, whether they are the right ones, and who else can read them. */
import { stat } from 'node:fs/promises';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Finding } from '../../src-shared/model/finding.ts';
import type { PepperRow } from '../store/verification-store.ts';
import { assertPepperMatches } from './assert-pepper-matches.ts';
import type { StoreKeysDeps } from './open-store-keys.ts';
import type { PepperPlace, StoreKeysSource } from './store-keys.ts';

const GROUP_OR_OTHERS = 0o077;

interface InspectDeps {
  readonly source: StoreKeysSource;
  /** The store's `listPeppers`. */
  readonly rows: readonly PepperRow[];
  readonly places: StoreKeysDeps['places'];
}

/** Reads the place; never throws a KeywrightError. */
export async function inspectStoreKeys(deps: InspectDeps): Promise<readonly Finding[]> {
  const { source, places } = deps;
  const findings = [placeFinding(source.place), await loadFinding(deps)];
  if (source.place === 'file') findings.push(await modeFinding(places.storeKeysFile));
  return findings;
}

function placeFinding(place: PepperPlace): Finding {
  const id = 'pepper/place';
  const fix = null;
  if (place === 'keychain') {
    const detail = 'The pepper is in the OS keychain: a copy of the store alone verifies nothing.';
    return { id, severity: 'ok', title: 'Pepper in the keychain', detail, fix };
  }
  const detail =
    'The pepper is in a file beside the store: whoever copies the whole folder has both.';
  return { id, severity: 'warning', title: 'Pepper in a file', detail, fix };
}

async function loadFinding({ source, rows }: InspectDeps): Promise<Finding> {
  const id = 'pepper/match';
  try {
    assertPepperMatches(await source.load(), rows);
  } catch (error) {
    if (!(error instanceof KeywrightError)) throw error;
    const detail = `${error.publicMessage}.`;
    const fix = error.code === 'pepper/mismatch' ? error.hint : unavailableFix(source.place);
    return { id, severity: 'problem', title: 'Pepper not usable', detail, fix };
  }
  const detail = 'The pepper is the one this store was made with.';
  return { id, severity: 'ok', title: 'Pepper matches the store', detail, fix: null };
}

function unavailableFix(place: PepperPlace): string {
  return place === 'keychain'
    ? 'Unlock or repair the keychain; the pepper is made nowhere else.'
    : 'Put the file back from a backup; the pepper is made nowhere else.';
}

async function modeFinding(path: string): Promise<Finding> {
  const id = 'pepper/file-mode';
  const mode = await stat(path).then(
    (stats) => stats.mode & 0o777,
    () => 0,
  );
  if (process.platform === 'win32' || (mode & GROUP_OR_OTHERS) === 0) {
    const detail = `${path} is readable by you alone.`;
    return { id, severity: 'ok', title: 'Pepper file private', detail, fix: null };
  }
  return {
    id,
    severity: 'problem',
    title: 'Pepper file open to others',
    detail: `Other users of this machine can read ${path} (mode ${mode.toString(8)}).`,
    fix: `chmod 600 ${path}`,
  };
}
