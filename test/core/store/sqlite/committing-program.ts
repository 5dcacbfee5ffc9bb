/** A program of its own that commits to a store again and again, and says which number it has written only once that is committed. */
import { openSqliteFile } from '../../../../src-core/sqlite/sqlite-file.ts';

const [path = '', name = '', commits = '0', checkpoint = ''] = process.argv.slice(2);
const db = openSqliteFile(path, { area: 'store', mode: 'write' });
const save = db.prepare('INSERT OR REPLACE INTO probe (name, number) VALUES (?, ?)');
for (let number = 1; number <= Number(commits); number += 1) {
  save.run(name, number);
  process.send?.({ name, number });
  if (checkpoint !== '' && number % 7 === 0) db.pragma(`wal_checkpoint(${checkpoint})`);
}
db.close();
process.disconnect?.();
