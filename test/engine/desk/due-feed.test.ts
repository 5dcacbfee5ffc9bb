import { describe, expect, it } from 'vitest';
import type { Keychain, KeychainState } from '../../../src-core/keychain/keychain.ts';
import { keychainError } from '../../../src-core/keychain/keychain-fault.ts';
import { SecretBytes, SecretText } from '../../../src-core/secret/secret-bytes.ts';
import { findReminderKey, keepReminderKey, readDue } from '../../../src-engine/desk/due-feed.ts';
import { DueTeller } from '../../../src-engine/desk/due-teller.ts';
import type { DueChanges } from '../../../src-engine/due/due-book.ts';
import type { Engine } from '../../../src-engine/engine.ts';
import type { FromEngine } from '../../../src-shared/desk/engine-control.ts';

const DUE = { leadDays: null, leadsBelowMs: null };
const NOTHING = { startsOver: false, changed: [], removed: [] };
const NONE = { startsOver: false, removed: [] };
const INDEX_KEY = Buffer.alloc(32, 1).toString('base64');

function fakeKeychain(state: KeychainState, items = new Map<string, string>()): Keychain {
  const assertReady = (): void => {
    if (state !== 'ready') throw keychainError(state);
  };
  return {
    probe: async () => ({ state, backend: 'fake', explanation: '' }),
    get: async (account) => {
      assertReady();
      const text = items.get(account);
      return text === undefined ? null : new SecretText(text);
    },
    set: async (account, value) => {
      assertReady();
      items.set(account, value.expose());
    },
    delete: async (account) => items.delete(account),
  };
}

function fakeEngine(changes: DueChanges = NOTHING) {
  return {
    call: async () => ({ vaultId: 'vlt_1' }),
    dueChanges: async () => changes,
    reminderSecrets: async () => ({
      indexKey: new SecretBytes(Buffer.alloc(32, 1)),
      namingKey: new SecretBytes(Buffer.alloc(32, 2)),
    }),
    close: async () => undefined,
  } as unknown as Engine;
}

describe('DueTeller', () => {
  it('tells main before the keychain has answered, and again once it keeps the key', async () => {
    const said: FromEngine[] = [];
    const answered = Promise.withResolvers<boolean>();
    const due = async () => ({ startsOver: true, items: [], removed: [], key: INDEX_KEY });
    const teller = new DueTeller({ due, keepReminderKey: () => answered.promise }, (message) =>
      said.push(message),
    );
    const begun = teller.begin();
    await teller.tell();
    const isKept = () => said.map((message) => message.kind === 'due' && message.isKept);
    expect(isKept()).toEqual([false, false]);
    answered.resolve(true);
    await begun;
    expect(isKept()).toEqual([false, false, true]);
  });
});

describe('DueTeller, asked after each change,', () => {
  it('says nothing where nothing is due otherwise', async () => {
    const said: FromEngine[] = [];
    const answers = [
      { startsOver: true, removed: [] },
      { startsOver: false, removed: [] },
      { startsOver: false, removed: ['0'.repeat(32)] },
    ];
    const due = async () => ({ items: [], key: INDEX_KEY, ...(answers.shift() ?? NONE) });
    const keepReminderKey = async () => false;
    const teller = new DueTeller({ due, keepReminderKey }, (message) => said.push(message));
    for (let asked = 0; asked < 4; asked += 1) await teller.tell();
    expect(said).toMatchObject([{ startsOver: true }, { removed: ['0'.repeat(32)] }]);
  });
});

describe('readDue', () => {
  it('tells of what is due some day under an id that shows nothing of the entry', async () => {
    const entry = {
      ...DUE,
      target: { kind: 'entry', id: 'ent_a' },
      name: 'a',
      dueAtMs: 5,
    } as const;
    const key = { ...DUE, target: { kind: 'key', id: 'key_c' }, name: 'c', dueAtMs: 9 } as const;
    const engine = fakeEngine({ startsOver: true, changed: [entry, key], removed: [] });
    const due = await readDue(engine);
    const id = expect.stringMatching(/^[0-9a-f]{32}$/);
    expect(due).toMatchObject({ startsOver: true, removed: [] });
    expect(due?.items).toEqual([
      { ...entry, id },
      { ...key, id },
    ]);
    const gone = fakeEngine({ ...NOTHING, removed: ['ent_a'] });
    expect((await readDue(gone))?.removed).toEqual([due?.items[0]?.id]);
  });

  it('keeps the index key in a keychain that is ready, where the next start finds it', async () => {
    const items = new Map<string, string>();
    expect((await readDue(fakeEngine()))?.key).toBe(INDEX_KEY);
    expect(await keepReminderKey(fakeEngine(), fakeKeychain('ready', items))).toBe(true);
    expect(items).toEqual(new Map([['reminders/vlt_1', INDEX_KEY]]));
    expect(await findReminderKey(fakeKeychain('ready', items), 'vlt_1')).toBe(INDEX_KEY);
  });

  it.each(['locked', 'missing', 'hung', 'plaintext', 'unloadable'] as const)(
    'says that nothing keeps the key where the keychain is %s',
    async (state) => {
      expect(await keepReminderKey(fakeEngine(), fakeKeychain(state))).toBe(false);
      expect(await findReminderKey(fakeKeychain(state), 'vlt_1')).toBeNull();
    },
  );

  it('takes nothing from the keychain that is not a key', async () => {
    const items = new Map([['reminders/vlt_1', 'not a key']]);
    expect(await findReminderKey(fakeKeychain('ready', items), 'vlt_1')).toBeNull();
  });
});
