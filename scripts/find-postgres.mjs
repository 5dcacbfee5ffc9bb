// Where the programs of a PostgreSQL server lie: on the path, or where Debian and Fedora put each version.
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const VERSIONED = ['/usr/lib/postgresql', '/usr/pgsql'];

/** The folder that holds `initdb` and `postgres`, the newest version first; null where there is none. */
export function findPostgres() {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const versioned = VERSIONED.flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .toSorted((left, right) => Number(right) - Number(left))
          .map((version) => join(folder, version, 'bin'))
      : [],
  );
  const isWhole = (folder) =>
    existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'));
  return [...versioned, ...onPath].find(isWhole) ?? null;
}
