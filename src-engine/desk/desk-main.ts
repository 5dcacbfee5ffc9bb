/** Entry of the engine process of the desktop, a utility process. */
import { composeDesk } from './compose-desk.ts';
import type { ParentPort } from './message-port.ts';

const { parentPort } = process as typeof process & { readonly parentPort?: ParentPort };
if (parentPort === undefined) throw new Error('this is a utility process of the desktop');
await composeDesk(parentPort);
process.exit();
