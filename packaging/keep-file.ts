/** Which files of a module are worth carrying: code that runs on the target's platform, data, and licences. */

export interface Target {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
}

const CODE = /\.(?:js|cjs|mjs|json|node)$/;
const LICENCE = /^(?:licen[cs]e|notice|copying)(?:[.-].*)?$/i;
/** At the top of a module only: deeper down such a name may be that of code. */
const NOT_FOR_RUNNING =
  /^(?:test|tests|__tests__|bench|benchmark|benchmarks|doc|docs|example|examples|integration|deps|\.github)$/;

/** `path` is that of a file inside its module, with slashes. */
export function isWorthCarrying(path: string, target: Target): boolean {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  // The compiler's second copy of a binary.
  if (folders.includes('obj.target') || NOT_FOR_RUNNING.test(folders[0] ?? '')) return false;
  if (LICENCE.test(name)) return true;
  if (!CODE.test(name) || /\.(?:test|spec)\.[cm]?js$/.test(name)) return false;
  return folders.at(-1) !== 'prebuilds' || name === `${target.platform}-${target.arch}.node`;
}
