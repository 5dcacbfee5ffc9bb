/** What `doctor` says of the OS keychain. */
import type { Finding } from '../../src-shared/model/finding.ts';
import type { Keychain, KeychainState } from './keychain.ts';

interface StateAdvice {
  readonly severity: Finding['severity'];
  readonly title: string;
  readonly fix: string | null;
}

const ADVICE: Record<KeychainState, StateAdvice> = {
  ready: { severity: 'ok', title: 'Keychain ready', fix: null },
  locked: {
    severity: 'warning',
    title: 'Keychain locked',
    fix: 'Unlock it: sign in to your desktop session, or open its password manager.',
  },
  missing: {
    severity: 'warning',
    title: 'No keychain',
    fix: 'Install a Secret Service (gnome-keyring, KWallet or KeePassXC) and sign in to a desktop session; without one, keys are kept in files.',
  },
  unloadable: {
    severity: 'warning',
    title: 'Keychain driver missing',
    fix: 'Install the development files of libsecret and run `npm ci` again.',
  },
  hung: {
    severity: 'problem',
    title: 'Keychain does not answer',
    fix: 'Look for a prompt on the screen, then run `keywright doctor` again.',
  },
  plaintext: {
    severity: 'problem',
    title: 'Keychain without a password',
    fix: 'Give the keyring a password; until then Keywright does not use it.',
  },
};

/** Probes; never throws. The vault opens by password whatever the finding. */
export async function inspectKeychain(keychain: Keychain): Promise<Finding> {
  const { state, backend, explanation } = await keychain.probe();
  return { id: 'keychain/state', detail: `${backend}: ${explanation}`, ...ADVICE[state] };
}
