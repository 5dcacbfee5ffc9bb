/**
 * Many entries as one text, for lists of 100,000: a text crosses processes and the window's bridge as it is, where as many objects are
 * copied field by field. Each entry is an array of its fields in the order of FIELDS.
 */
import type { EntryView } from './engine-answers.ts';

const FIELDS = [
  'entryId',
  'kind',
  'name',
  'tags',
  'url',
  'notes',
  'masked',
  'version',
  'createdAtMs',
  'changedAtMs',
  'rotatedAtMs',
  'expiresAtMs',
  'policy',
  'due',
  'lastUsedAtMs',
  'deletedAtMs',
  'keyId',
  'versionId',
  'api',
  'environment',
  'owner',
  'status',
] as const satisfies readonly (keyof EntryView)[];

type Missing = Exclude<keyof EntryView, (typeof FIELDS)[number]>;
/** Does not compile where a field of EntryView is left out. */
const ALL_FIELDS: [Missing] extends [never] ? typeof FIELDS : never = FIELDS;

export function encodeEntries(views: readonly EntryView[]): string {
  return JSON.stringify(views.map((view) => ALL_FIELDS.map((field) => view[field])));
}

/** Takes what `encodeEntries` of the same program made. */
export function parseEntries(text: string): EntryView[] {
  const rows = JSON.parse(text) as readonly (readonly unknown[])[];
  return rows.map(viewOf);
}

/** Written out, so that all views have one shape and are made quickly. */
function viewOf(row: readonly unknown[]): EntryView {
  return {
    entryId: row[0],
    kind: row[1],
    name: row[2],
    tags: row[3],
    url: row[4],
    notes: row[5],
    masked: row[6],
    version: row[7],
    createdAtMs: row[8],
    changedAtMs: row[9],
    rotatedAtMs: row[10],
    expiresAtMs: row[11],
    policy: row[12],
    due: row[13],
    lastUsedAtMs: row[14],
    deletedAtMs: row[15],
    keyId: row[16],
    versionId: row[17],
    api: row[18],
    environment: row[19],
    owner: row[20],
    status: row[21],
  } as EntryView;
}

/** Whether both say the same. */
export function isSameEntry(one: EntryView, other: EntryView): boolean {
  return ALL_FIELDS.every((field) => {
    const [left, right] = [one[field], other[field]];
    if (left === right) return true;
    const areObjects = typeof left === 'object' && typeof right === 'object';
    return areObjects && JSON.stringify(left) === JSON.stringify(right);
  });
}
