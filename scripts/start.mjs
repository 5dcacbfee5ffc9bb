// `npm start`: opens the window, built first where it is not; where no window can be opened here, that is said and the terminal tour runs.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureWindow } from './ensure-window.mjs';
import { openWindow } from './open-window.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
ensureWindow(root);
const code = await openWindow({ root, args: process.argv.slice(2) });
process.exit(code ?? runTour());

function runTour() {
  const tour = spawnSync(process.execPath, [join(root, 'bin/keywright.mjs'), 'tour'], {
    stdio: 'inherit',
  });
  return tour.status ?? 1;
}
