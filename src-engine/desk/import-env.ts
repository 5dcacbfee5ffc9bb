/**
 * A .env file into the catalog, for the window: it hands over the text and sees masked rows only. The plan is made anew for the
 * writing, so that what is added is what is free at that moment.
 */
import {
  decodeEnvFile,
  type ImportRow,
  planEnvImport,
} from '../../src-core/import/plan-env-import.ts';
import type { DeskAnswer, DeskInput, ImportPreviewRow } from '../../src-shared/desk/desk-calls.ts';
import type { Engine } from '../engine.ts';
import { maskSecret } from '../mask-secret.ts';

/** Throws import/unreadable for what cannot be a .env file. */
export async function previewImport(text: string, engine: Engine): Promise<ImportPreviewRow[]> {
  const rows = await plan(text, engine);
  return rows.map(({ value, ...facts }) => ({ ...facts, masked: maskSecret(value) }));
}

/** No row is added where none is free. Throws as the preview does, and what adding throws; then nothing was added. */
export async function addImport(
  { text, tags, source }: DeskInput<'import:add'>,
  engine: Engine,
): Promise<DeskAnswer<'import:add'>> {
  const rows = await plan(text, engine);
  const entries = rows.flatMap(({ action, name, kind, value: secret }) =>
    action === 'skip' || name === null || kind === null
      ? []
      : [{ name, kind, secret, tags: [...tags], url: null, notes: null, expires: null }],
  );
  if (entries.length === 0) return { entryIds: [] };
  return engine.call('entry:import', { entries, source }, 'window');
}

async function plan(text: string, engine: Engine): Promise<ImportRow[]> {
  const readable = decodeEnvFile(Buffer.from(text, 'utf8'));
  const list = { query: '', sort: 'name', inTrash: false } as const;
  const { items } = await engine.call('entry:list', list, 'window');
  return planEnvImport(readable, new Set(items.map(({ name }) => name)));
}
