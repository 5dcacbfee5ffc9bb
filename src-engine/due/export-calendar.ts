/** The due dates of the catalog as a new calendar file. A calendar is often shared: names are in it only where the person wants them. */
import { type CalendarMoment, formatCalendar } from '../../src-core/calendar/calendar-file.ts';
import { createPrivateFile } from '../../src-core/places/create-private-file.ts';
import type { SecretBytes } from '../../src-core/secret/secret-bytes.ts';
import { readOnlyError } from '../../src-core/vault/read-only-error.ts';
import type { EngineAnswer, EntryView } from '../../src-shared/contract/engine-answers.ts';
import type { EngineInput } from '../../src-shared/contract/engine-calls.ts';
import { listCatalog } from '../catalog.ts';
import type { CallContext, Handlers } from '../engine.ts';
import { opaqueId } from './opaque-id.ts';

const EVERYTHING = { query: '', sort: 'name', inTrash: false } as const;

export const dueCalls: Handlers<'due:export'> = {
  'due:export': (input, ctx) => exportCalendar(input, ctx),
};

/** Throws file/exists, file/unwritable, disk/full; and why the vault is read-only, where it has no secret for the ids yet. */
async function exportCalendar(
  { file, areNamesShown }: EngineInput<'due:export'>,
  ctx: CallContext,
): Promise<EngineAnswer<'due:export'>> {
  const secrets = ctx.vault.reminderSecrets();
  if (secrets === null) throw readOnlyError(ctx.vault.readOnlyCause ?? 'unwritable');
  const { namingKey, indexKey } = secrets;
  const views = await listCatalog(EVERYTHING, ctx);
  const moments = views.flatMap((view) => momentOf(view, areNamesShown, namingKey));
  indexKey.wipe();
  namingKey.wipe();
  const text = formatCalendar(moments, ctx.clock.nowMs());
  await createPrivateFile(file, Buffer.from(text, 'utf8'));
  return { events: moments.length };
}

function momentOf(view: EntryView, isNamed: boolean, namingKey: SecretBytes): CalendarMoment[] {
  const id = view.entryId ?? view.keyId;
  if (view.due === null || id === null) return [];
  const kind = view.entryId === null ? 'key' : 'entry';
  return [
    {
      uid: opaqueId(namingKey, id),
      atMs: view.due.dueAtMs,
      title: isNamed ? `Rotate ${view.name}` : 'Rotate a key',
      url: isNamed ? `keywright://${kind}/${id}` : null,
    },
  ];
}
