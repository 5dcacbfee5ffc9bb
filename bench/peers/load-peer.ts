/**
 * Loads a package that only the benchmarks need, from bench/node_modules. By name at run time and with the few types used written down
 * here: the main install, its type check and its lint know nothing of the peers.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export async function loadPeer<Module>(name: string): Promise<Module> {
  const folder = fileURLToPath(new URL(`../node_modules/${packageOf(name)}`, import.meta.url));
  if (!existsSync(folder)) {
    throw new Error('the peers are not installed; run `npm run bench`, which installs them');
  }
  return (await import(name)) as Module;
}

/** The package of an import such as `@scope/name/part`. */
function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}
