/** A folder that looks like an unpacked Electron: its program carries the mark and the fuses that @electron/fuses looks for. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Version 1, and Electron's own defaults. */
const WIRE = Buffer.from('\u0001\u000810110001', 'latin1');

/** In the order of the wire. */
const NAMES = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'nodeCliInspect',
  'asarIntegrity',
  'onlyLoadAppFromAsar',
  'browserSnapshot',
  'fileProtocolPrivileges',
] as const;

export function makeStubElectron(folder: string): string {
  for (const path of ['resources', 'locales']) mkdirSync(join(folder, path), { recursive: true });
  const program = Buffer.concat([Buffer.from(`#!/bin/sh\nexit 0\n${SENTINEL}`), WIRE]);
  writeFileSync(join(folder, 'electron'), program, { mode: 0o755 });
  for (const name of ['chrome-sandbox', 'LICENSE', 'LICENSES.chromium.html', 'version']) {
    writeFileSync(join(folder, name), name);
  }
  for (const name of ['de', 'en-US']) writeFileSync(join(folder, `locales/${name}.pak`), name);
  writeFileSync(join(folder, 'resources/default_app.asar'), 'the app that Electron shows alone');
  return folder;
}

/** The fuses as the program will read them. */
export function readFuses(program: string): Readonly<Record<(typeof NAMES)[number], boolean>> {
  const bytes = readFileSync(program);
  const at = bytes.indexOf(SENTINEL) + SENTINEL.length;
  if (bytes[at] !== 1) throw new Error('no fuses of version 1');
  const wire = bytes.subarray(at + 2, at + 2 + (bytes[at + 1] ?? 0)).toString('latin1');
  const entries = NAMES.map((name, index) => [name, wire[index] === '1'] as const);
  return Object.fromEntries(entries) as ReturnType<typeof readFuses>;
}
