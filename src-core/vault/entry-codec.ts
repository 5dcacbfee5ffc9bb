/** The two sealed groups of an entry: JSON inside padding inside a blob (docs/vault-format.md, "Entry"). */
import { z } from 'zod';
import { padToBucket, unpadBucket } from '../crypto/padding.ts';
import { openBlob, sealBlob } from '../crypto/sealed-blob.ts';
import type { RandomSource } from '../runtime/random.ts';
import { recordAad, type VaultScope } from './associated-data.ts';
import { ENTRY_KINDS, type EntryOverview, type EntrySecret } from './entry.ts';
import type { VaultKeys } from './vault-keys.ts';
import type { EntryRow } from './vault-rows.ts';

const instant = z.number().int();

const issuedSchema = z.strictObject({
  storeId: z.string(),
  keyId: z.string(),
  apiName: z.string(),
  prefix: z.string(),
  environment: z.string(),
  copies: z.array(
    z.strictObject({
      versionId: z.string(),
      state: z.enum(['pending', 'confirmed']),
      sealedAtMs: instant,
    }),
  ),
});

const overviewSchema = z.strictObject({
  kind: z.enum(ENTRY_KINDS),
  name: z.string(),
  tags: z.array(z.string()),
  url: z.string().nullable(),
  notes: z.string().nullable(),
  hint: z.string().nullable(),
  createdAtMs: instant,
  changedAtMs: instant,
  rotatedAtMs: instant,
  expiresAtMs: instant.nullable(),
  deletedAtMs: instant.nullable(),
  issued: issuedSchema.nullable(),
});

const secretSchema = z.strictObject({
  value: z.string().nullable(),
  tokens: z.record(z.string(), z.string()),
});

interface EntrySealing {
  readonly keys: VaultKeys;
  readonly scope: VaultScope;
  readonly random: RandomSource;
}

/** A row for entries, history or trash with both groups sealed at this version. */
export function sealEntry(
  sealing: EntrySealing,
  place: Pick<EntryRow, 'id' | 'version'>,
  groups: { readonly overview: EntryOverview; readonly secret: EntrySecret },
): EntryRow {
  const seal = (group: 'overview' | 'secret'): Buffer => {
    const plain = padToBucket(Buffer.from(JSON.stringify(groups[group]), 'utf8'));
    const blob = sealBlob(groupBinding(sealing, place, group), plain, sealing.random);
    plain.fill(0);
    return blob;
  };
  return {
    id: place.id,
    version: place.version,
    overview: seal('overview'),
    secret: seal('secret'),
  };
}

type EntryOpening = Omit<EntrySealing, 'random'>;

/** The overview; null where its blob does not open in this place. */
export function openOverview(
  opening: EntryOpening,
  row: Pick<EntryRow, 'id' | 'version' | 'overview'>,
): EntryOverview | null {
  const json = openGroup(opening, row, { group: 'overview', blob: row.overview });
  const parsed = json === null ? null : overviewSchema.safeParse(json.value);
  return parsed?.success === true ? (parsed.data as EntryOverview) : null;
}

/** The secret; null where its blob does not open in this place. */
export function openSecret(opening: EntryOpening, row: EntryRow): EntrySecret | null {
  const json = openGroup(opening, row, { group: 'secret', blob: row.secret });
  const parsed = json === null ? null : secretSchema.safeParse(json.value);
  return parsed?.success === true ? parsed.data : null;
}

function openGroup(
  opening: EntryOpening,
  place: Pick<EntryRow, 'id' | 'version'>,
  { group, blob }: { readonly group: 'overview' | 'secret'; readonly blob: Buffer },
): { readonly value: unknown } | null {
  const plain = openBlob(groupBinding(opening, place, group), blob);
  const data = plain === null ? null : unpadBucket(plain);
  try {
    return data === null ? null : { value: JSON.parse(data.toString('utf8')) };
  } catch {
    return null;
  } finally {
    plain?.fill(0);
  }
}

function groupBinding(
  { keys, scope }: EntryOpening,
  place: Pick<EntryRow, 'id' | 'version'>,
  group: 'overview' | 'secret',
): Parameters<typeof openBlob>[0] {
  const aad = recordAad(scope, { type: 'entry', id: place.id, group, version: place.version });
  return { key: keys.records, epoch: scope.epoch, aad };
}
