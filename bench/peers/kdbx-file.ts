/**
 * A KDBX 4 file with the same credentials, by kdbxweb. Its key derivation is replaced by one SHA-256, as ours is by the recovery code:
 * what is compared is everything after it.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { credentialAt } from '../fixtures/credential.ts';
import { loadPeer } from './load-peer.ts';

interface KdbxEntry {
  readonly fields: Map<string, unknown>;
  readonly times: { update(): void };
  tags: string[];
  pushHistory(): void;
}

interface KdbxGroup {
  readonly entries: KdbxEntry[];
}

interface Kdbx {
  createGroup(parent: KdbxGroup, name: string): KdbxGroup;
  createEntry(group: KdbxGroup): KdbxEntry;
  getDefaultGroup(): KdbxGroup;
  save(): Promise<ArrayBuffer>;
}

interface KdbxModule {
  readonly default: {
    readonly Kdbx: {
      create(credentials: object, name: string): Kdbx;
      load(data: ArrayBuffer, credentials: object): Promise<Kdbx>;
    };
    readonly Credentials: new (password: object) => object;
    readonly ProtectedValue: { fromString(text: string): object };
    readonly CryptoEngine: {
      setArgon2Impl(
        derive: (password: ArrayBuffer, salt: ArrayBuffer) => Promise<ArrayBuffer>,
      ): void;
    };
  };
}

export interface KdbxFile {
  /** Reads and opens the file, and the title and notes of its first entries; returns how many characters those have. */
  openAndRead(entries: number): Promise<number>;
  /** Opens it for saving. */
  openForSaving(): Promise<{ saveChange(place: number, text: string): Promise<void> }>;
}

export async function makeKdbxFile(path: string, sizeEntries: number): Promise<KdbxFile> {
  const { default: kdbx } = await loadPeer<KdbxModule>('kdbxweb');
  kdbx.CryptoEngine.setArgon2Impl(async (password, salt) => {
    const hash = createHash('sha256').update(new Uint8Array(password)).update(new Uint8Array(salt));
    return Uint8Array.from(hash.digest()).buffer;
  });
  const credentials = new kdbx.Credentials(kdbx.ProtectedValue.fromString('a password'));
  const created = kdbx.Kdbx.create(credentials, 'bench');
  const group = created.getDefaultGroup();
  for (let index = 0; index < sizeEntries; index += 1) {
    const { name, url, notes, tags, secret } = credentialAt(index);
    const entry = created.createEntry(group);
    entry.fields.set('Title', name);
    entry.fields.set('URL', url);
    entry.fields.set('Notes', notes);
    entry.fields.set('Password', kdbx.ProtectedValue.fromString(secret));
    entry.tags = [...tags];
  }
  writeFileSync(path, new Uint8Array(await created.save()));
  const open = async (): Promise<Kdbx> => {
    const bytes = Uint8Array.from(readFileSync(path));
    return kdbx.Kdbx.load(bytes.buffer, credentials);
  };
  return {
    openAndRead: async (entries) => readEntries(await open(), entries),
    openForSaving: async () => {
      const opened = await open();
      return { saveChange: (place, text) => saveChange(opened, { path, place, text }) };
    },
  };
}

function readEntries(opened: Kdbx, count: number): number {
  let characters = 0;
  for (const entry of opened.getDefaultGroup().entries.slice(0, count)) {
    characters += String(entry.fields.get('Title')).length;
    characters += String(entry.fields.get('Notes')).length;
  }
  return characters;
}

/** The whole file is written anew, as the format has it; not flushed, which is to its advantage. */
async function saveChange(
  opened: Kdbx,
  change: { readonly path: string; readonly place: number; readonly text: string },
): Promise<void> {
  const { entries } = opened.getDefaultGroup();
  const entry = entries[change.place % entries.length];
  if (entry === undefined) throw new Error('the file has no entry');
  entry.pushHistory();
  entry.fields.set('Notes', change.text);
  entry.times.update();
  writeFileSync(change.path, new Uint8Array(await opened.save()));
}
