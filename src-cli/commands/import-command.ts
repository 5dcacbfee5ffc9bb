/** `import`: a .env file into the catalog, in one transaction, after a preview that names what is left out. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import {
  decodeEnvFile,
  type ImportRow,
  MAX_ENV_FILE_BYTES,
  planEnvImport,
} from '../../src-core/import/plan-env-import.ts';
import { maskSecret } from '../../src-engine/mask-secret.ts';
import type { EngineClient } from '../../src-shared/contract/engine-answers.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Answer, JsonObject } from '../answer.ts';
import type { Cli, Run } from '../cli.ts';
import { readAtMost } from '../input/read-at-most.ts';
import type { Style } from '../output/style.ts';
import { renderTable } from '../output/table.ts';
import { withEngine, withEngineIfOpen } from '../with-engine.ts';
import { addExamples, collect } from './command-help.ts';

interface ImportOptions {
  readonly dryRun?: boolean;
  readonly tag: readonly string[];
}

export function addImportCommand(program: Command, run: Run): void {
  const command = program
    .command('import')
    .description('import a .env file; all of it or nothing')
    .argument('<file>', 'the .env file; it is not changed')
    .option('--dry-run', 'show what would be imported and what would be left out')
    .option('--tag <tag>', 'tag of the new entries; repeatable', collect, [])
    .action(run<ImportOptions>(importFile));
  addExamples(command, ['keywright import .env --dry-run', 'keywright import .env --tag shop']);
}

async function importFile(
  cli: Cli,
  [file = '']: readonly string[],
  options: ImportOptions,
): Promise<Answer> {
  const text = await readEnvText(file);
  if (options.dryRun === true) {
    const taken = await withEngineIfOpen(cli, readNames);
    const rows = planEnvImport(text, taken ?? new Set());
    return describePlan(
      rows,
      taken === null ? ['The vault is locked: names were not compared'] : [],
    );
  }
  return withEngine(cli, async (engine) => {
    const rows = planEnvImport(text, await readNames(engine));
    const entries = rows.flatMap((row) => newEntry(row, options.tag));
    if (entries.length === 0) return describePlan(rows, ['Nothing to import']);
    const { entryIds } = await engine.call('entry:import', { entries, source: basename(file) });
    const plan = describePlan(rows, [
      `Imported ${entryIds.length} of ${rows.length} lines`,
      `${file} still holds the secrets in plain text; delete it once nothing reads it`,
    ]);
    return { ...plan, json: { ...plan.json, entryIds } };
  });
}

async function readEnvText(file: string): Promise<string> {
  const bytes = await readAtMost(file, MAX_ENV_FILE_BYTES).catch((error: unknown) => {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw isAbsent
      ? new KeywrightError('file/not-found', `There is no file at ${file}`)
      : new KeywrightError('file/unreadable', `Cannot read ${file}`, { cause: error });
  });
  return decodeEnvFile(bytes);
}

async function readNames(engine: EngineClient): Promise<Set<string>> {
  const { items } = await engine.call('entry:list', { query: '', sort: 'name', inTrash: false });
  return new Set(items.map((entry) => entry.name));
}

function newEntry(row: ImportRow, tags: readonly string[]) {
  if (row.action === 'skip' || row.name === null || row.kind === null) return [];
  const { name, kind, value: secret } = row;
  return [{ name, kind, secret, tags: [...tags], url: null, notes: null, expires: null }];
}

function describePlan(rows: readonly ImportRow[], notes: readonly string[]): Answer {
  const added = rows.filter((row) => row.action === 'add').length;
  return {
    json: {
      items: rows.map(rowJson),
      next: null,
      toAdd: added,
      skipped: rows.length - added,
      entryIds: [],
    },
    text: (style) => (rows.length === 0 ? '' : rowTable(rows, style)),
    notes,
  };
}

function rowJson(row: ImportRow): JsonObject {
  const { value, ...facts } = row;
  return { ...facts, masked: maskSecret(value) };
}

function rowTable(rows: readonly ImportRow[], style: Style): string {
  return renderTable(
    rows,
    [
      { heading: 'LINE', value: (row) => String(row.line) },
      { heading: 'NAME', value: (row) => row.name },
      {
        heading: 'ACTION',
        value: (row) => row.action,
        paint: (cell, row) => (row.action === 'add' ? style.good(cell) : style.warn(cell)),
      },
      { heading: 'KIND', value: (row) => row.kind },
      { heading: 'ISSUER', value: (row) => row.issuer },
      { heading: 'SECRET', value: (row) => maskSecret(row.value) },
      { heading: 'NOTES', value: (row) => row.notes.join('; ') || null },
    ],
    style,
  );
}
