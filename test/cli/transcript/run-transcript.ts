/** Plays a transcript against the real program and says where the two first differ. */
import { spawn } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { createTestHome, finish, PROGRAM, type TestHome } from '../program.ts';
import { type Bindings, fillIn, findMismatch } from './match-lines.ts';
import { parseTranscript, type TranscriptStep } from './parse-transcript.ts';

/** Null: it plays as written. Else the first difference, with its line. */
export async function playTranscript(text: string): Promise<string | null> {
  const { steps, files } = parseTranscript(text);
  const home = createTestHome();
  try {
    for (const [name, content] of files) home.file(name, content);
    installProgram(home);
    const bindings: Bindings = new Map([
      ['dir', home.dir],
      ['home', home.env.KEYWRIGHT_HOME ?? ''],
    ]);
    for (const step of steps) {
      const difference = await playStep(step, home, bindings);
      if (difference !== null) return `line ${step.line}: ${step.command}\n${difference}`;
    }
    return null;
  } finally {
    await home.remove();
  }
}

async function playStep(
  step: TranscriptStep,
  home: TestHome,
  bindings: Bindings,
): Promise<string | null> {
  const child = spawn('/bin/bash', ['-c', fillIn(step.command, bindings)], {
    cwd: home.dir,
    env: { ...home.env, PATH: `${home.dir}/bin:${home.env.PATH ?? ''}` },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const done = await finish(child);
  const stdout = findMismatch(step.stdout, linesOf(done.stdout), bindings);
  const stderr = findMismatch(step.stderr, linesOf(done.stderr), bindings);
  const printed = `--- stdout\n${done.stdout}--- stderr\n${done.stderr}`;
  if (done.exit !== step.exit) return `exit ${done.exit} instead of ${step.exit}\n${printed}`;
  if (stdout !== null) return `stdout ${stdout}\n${printed}`;
  return stderr === null ? null : `stderr ${stderr}\n${printed}`;
}

/** `keywright` on the PATH of the transcript. */
function installProgram(home: TestHome): void {
  const shim = home.file(
    'bin/keywright',
    `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`,
  );
  chmodSync(shim, 0o700);
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
