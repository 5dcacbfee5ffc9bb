// `npm run dev`: the window from its sources. What the page shows changes as it is saved; a change of main, engine or server starts it anew.
import { fileURLToPath } from 'node:url';
import { runDev } from './run-dev.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.exit(await runDev({ root, args: process.argv.slice(2) }));
