/** What a coverage report (istanbul's JSON form) says of branches. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

interface FileCoverage {
  readonly path: string;
  readonly branchMap: Readonly<Record<string, Branch>>;
  /** Times that each way of each branch was taken. */
  readonly b: Readonly<Record<string, readonly number[]>>;
}

interface Branch {
  readonly loc: Location;
  /** One for each way; that of an else that is not written has no line. */
  readonly locations: readonly Location[];
}

interface Location {
  readonly start: { readonly line?: number | null; readonly column?: number | null };
}

export interface BranchCoverage {
  readonly files: number;
  readonly taken: number;
  readonly all: number;
  /** `file:line:column` of each way that no test takes. */
  readonly untaken: readonly string[];
}

/** Null where there is no report, which a run that broke off leaves. */
export function readBranches(file: string, root: string): BranchCoverage | null {
  let report: Record<string, FileCoverage>;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Record<string, FileCoverage>;
  } catch {
    return null;
  }
  const ways = Object.values(report).flatMap(({ path, branchMap, b }) =>
    Object.entries(b).flatMap(([id, counts]) =>
      counts.map((count, index) => {
        const start = branchMap[id]?.locations[index]?.start;
        return {
          count,
          at: `${relative(root, path)}:${start?.line ?? '?'}:${start?.column ?? '?'}`,
        };
      }),
    ),
  );
  const untaken = ways.filter(({ count }) => count === 0).map(({ at }) => at);
  return {
    files: Object.keys(report).length,
    taken: ways.length - untaken.length,
    all: ways.length,
    untaken,
  };
}
