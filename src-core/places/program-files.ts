/**
 * Entry files of the processes that Keywright starts: TypeScript in the sources, bundles of the same name beside each other in dist/
 * (scripts/build.mjs). Works from an entry and from a shared chunk alike.
 */
export interface ProgramFiles {
  readonly agent: URL;
  readonly keytarChild: URL;
  readonly clipboardClearChild: URL;
}

/** `moduleUrl` is this module's own address, or that of the bundle it ended up in. */
export function locateProgramFiles(moduleUrl: string = import.meta.url): ProgramFiles {
  if (moduleUrl.endsWith('.ts')) {
    return {
      agent: new URL('../../src-engine/agent/agent-main.ts', moduleUrl),
      keytarChild: new URL('../keychain/keytar-child.ts', moduleUrl),
      clipboardClearChild: new URL('../clipboard/clipboard-clear-child.ts', moduleUrl),
    };
  }
  const bundle = new URL(moduleUrl.includes('/chunks/') ? '../' : './', moduleUrl);
  return {
    agent: new URL('agent.mjs', bundle),
    keytarChild: new URL('keytar-child.mjs', bundle),
    clipboardClearChild: new URL('clipboard-clear-child.mjs', bundle),
  };
}
