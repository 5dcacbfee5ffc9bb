/** docs/errors.md against the list of codes, and the list of codes against the sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { toProblem } from '../../src-server/problem.ts';
import { ERROR_CODES, errorFacts } from '../../src-shared/error/error-codes.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const page = read('docs/errors.md');

interface Section {
  readonly code: string;
  readonly text: string;
}

function sectionsOf(text: string): Section[] {
  return text
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const code = /^`([^`]+)`\n/.exec(section)?.[1];
      return code === undefined ? [] : [{ code, text: section }];
    });
}

/** Exit code and status that a section names; null where it names none. */
function statedFacts({ text }: Section): { exit: number; http: number } | null {
  const match = /^- Exit code: (\d+) · HTTP status: (\d+)$/m.exec(text);
  return match === null ? null : { exit: Number(match[1]), http: Number(match[2]) };
}

const PARTS = [
  /^- \*\*When\*\*: \S/m,
  /^- \*\*What is safe\*\*: \S/m,
  /^- \*\*What to do\*\*: \S/m,
];

interface Source {
  readonly path: string;
  readonly text: string;
}

function sources(): Source[] {
  const folders = readdirSync(root).filter((name) => name.startsWith('src-') || name === 'bin');
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (name) => `${folder}/${name}`,
      ),
    )
    .filter((path) => /\.(ts|mjs)$/.test(path) && !path.endsWith('error/error-codes.ts'))
    .map((path) => ({ path, text: read(path) }));
}

/** Code without comments, types and comparisons, whose mentions of a code throw nothing. */
const onlyWhatActs = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1')
    .replace(/^(export )?type [\s\S]*?;$/gm, '')
    .replace(/(\bcase|[!=]==) +'[^']*'/g, '');

/** Codes that a file puts together from an area and a reason. */
const COMPOSED: Readonly<Record<string, (code: string) => readonly string[]>> = {
  'src-core/sqlite/sqlite-file.ts': (text) =>
    Array.from(
      text.matchAll(/areaCode\(area, '([a-z-]+)'\)/g),
      (match) => match[1] as string,
    ).flatMap((reason) => [`vault/${reason}`, `store/${reason}`]),
  'src-core/keychain/keychain-fault.ts': (text) =>
    text.includes('`keychain/${fault}`')
      ? Array.from(text.matchAll(/^ {2}([a-z]+): '/gm), (match) => `keychain/${match[1]}`)
      : [],
};

function thrownCodes(files: readonly Source[]): Set<string> {
  const codes = files.flatMap(({ path, text }) => {
    const code = onlyWhatActs(text);
    const literal = Array.from(code.matchAll(/['"`]([a-z]+\/[a-z-]+)['"`]/g), (match) => match[1]);
    return [...literal, ...(COMPOSED[path]?.(code) ?? [])];
  });
  return new Set(codes.filter((code) => code !== undefined));
}

const sections = sectionsOf(page);

describe('docs/errors.md', () => {
  it('has exactly one section for each error code', () => {
    expect(sections.map(({ code }) => code).toSorted()).toEqual([...ERROR_CODES].toSorted());
  });

  it('keeps the codes of one area together', () => {
    const areas = sections.map(({ code }) => code.split('/')[0]);
    const runs = areas.filter((area, index) => area !== areas[index - 1]);
    expect(runs).toEqual([...new Set(areas)]);
  });

  it('names the exit code and HTTP status that the program uses', () => {
    for (const code of ERROR_CODES) {
      const section = sections.find((candidate) => candidate.code === code);
      const { exit, http } = errorFacts(code);
      expect([code, section && statedFacts(section)]).toEqual([code, { exit, http }]);
    }
  });

  it('says of each code when it happens, what is safe and what to do', () => {
    const incomplete = sections.filter(({ text }) => !PARTS.every((part) => part.test(text)));
    expect(incomplete.map(({ code }) => code)).toEqual([]);
  });

  it('explains every exit code that a failure can have', () => {
    const table = page.slice(0, page.indexOf('## Over HTTP'));
    const explained = new Set(
      Array.from(table.matchAll(/^\| (\d+) \|/gm), (match) => Number(match[1])),
    );
    const used = new Set(ERROR_CODES.map((code) => errorFacts(code).exit));
    expect([...used].filter((exit) => !explained.has(exit))).toEqual([]);
  });

  it('shows a problem as the server forms it', () => {
    const shown = /## Over HTTP[\s\S]*?```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '{}';
    const error = new KeywrightError('store/unavailable', 'The verification store cannot be asked');
    expect(JSON.parse(shown)).toEqual(toProblem(error));
  });

  it('is checked by something that can fail (control)', () => {
    const planted = sectionsOf(
      '# X\n\n## Not a code\n\n## `a/b`\n\nText\n\n- Exit code: 2 · HTTP status: 400\n- **When**: x\n',
    );
    expect(planted.map(({ code }) => code)).toEqual(['a/b']);
    expect(planted.map(statedFacts)).toEqual([{ exit: 2, http: 400 }]);
    expect(planted.every(({ text }) => PARTS.every((part) => part.test(text)))).toBe(false);
  });
});

describe('the error codes', () => {
  it('are all thrown or mapped somewhere', () => {
    const thrown = thrownCodes(sources());
    expect(ERROR_CODES.filter((code) => !thrown.has(code))).toEqual([]);
  });

  it('are found where they are thrown, not where they are only named (control)', () => {
    const planted = [
      {
        path: 'src-core/x.ts',
        text: "/** Throws vault/busy, 'vault/newer'. */\nfail('key/expired');",
      },
      {
        path: 'src-core/y.ts',
        text: "type Code = 'disk/failed' | 'file/exists';\ncase 'vault/foreign':\nif (code === 'key/revoked') x();",
      },
      { path: 'src-core/sqlite/sqlite-file.ts', text: "areaCode(area, 'busy') // 'disk/full'" },
    ];
    expect([...thrownCodes(planted)]).toEqual(['key/expired', 'vault/busy', 'store/busy']);
  });
});
