/** What Stryker's JSON report says: how many mutants there were, how many the tests caught, and which of them survived. */
import { readFileSync } from 'node:fs';

/** The part that is read; https://github.com/stryker-mutator/mutation-testing-elements has the whole schema. */
interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: Mutant[] }>>;
}

interface Mutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

export interface MutationScore {
  readonly caught: number;
  /** Caught or not; mutants that the sources exclude with a reason, and those that do not run at all, are none. */
  readonly valid: number;
  readonly excluded: number;
  /** caught / valid, in percent. */
  readonly percent: number;
  /** `file:line:column  status  mutator: replacement`, one for each that was not caught. */
  readonly survivors: readonly string[];
}

const CAUGHT = new Set(['Killed', 'Timeout']);
const MISSED = new Set(['Survived', 'NoCoverage']);

/** Null where there is no report, which a run that broke off leaves. */
export function readScore(file: string): MutationScore | null {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return null;
  }
  const mutants = Object.entries(report.files).flatMap(([path, { mutants }]) =>
    mutants.map((mutant) => ({ path, ...mutant })),
  );
  const caught = mutants.filter(({ status }) => CAUGHT.has(status)).length;
  const missed = mutants.filter(({ status }) => MISSED.has(status));
  const valid = caught + missed.length;
  return {
    caught,
    valid,
    excluded: mutants.filter(({ status }) => status === 'Ignored').length,
    percent: valid === 0 ? 0 : (100 * caught) / valid,
    survivors: missed.map(
      ({ path, status, mutatorName, replacement, location: { start } }) =>
        `${path}:${start.line}:${start.column}  ${status}  ${mutatorName}: ${clipped(replacement ?? '')}`,
    ),
  };
}

function clipped(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= 100 ? line : `${line.slice(0, 100)}…`;
}
