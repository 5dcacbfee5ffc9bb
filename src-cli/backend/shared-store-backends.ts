/** The shared store of the terminal: making it, looking at it, bringing it up to date, keeping the password of its database. */
import { choosePepperPlace } from '../../src-core/pepper/choose-pepper-place.ts';
import type { SharedStoreConfig } from '../../src-core/shared-store/configured-store.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { SharedStoreBackends } from './backends.ts';
import type { BackendParts } from './compose-backends.ts';

/** With the driver of the database, which no other command needs. */
const inspecting = () => import('../../src-core/shared-store/inspect-shared-store.ts');

export function composeSharedStore({ engine, keychain }: BackendParts): SharedStoreBackends {
  const config = (): SharedStoreConfig => {
    if (engine.shared !== null && engine.shared !== undefined) return engine.shared;
    throw new KeywrightError('usage/missing-input', 'No shared store is named', {
      hint: 'Pass --store postgres://USER@HOST:PORT/DATABASE, or set KEYWRIGHT_STORE.',
    });
  };
  return {
    async create(wanted, ctx) {
      const shared = config();
      const chosen = await choosePepperPlace(keychain, shared.keysFile === null ? wanted : 'file');
      const { createSharedStore } = await import(
        '../../src-core/shared-store/create-shared-store.ts'
      );
      const made = await createSharedStore(shared, { place: chosen.place, ctx }, engine);
      return { ...made, pepperPlace: chosen.place, explanation: chosen.explanation };
    },
    inspect: async () => (await inspecting()).inspectSharedStore(config()),
    migrate: async () => (await inspecting()).migrateSharedStore(config()),
    grant: async (role, user) => (await inspecting()).grantSharedStore(config(), role, user),
    async keepPassword(password) {
      const account = config().address.label;
      await keychain.set(account, password);
      return account;
    },
  };
}
