/** The whole tour on a throwaway home, which is gone at the end whatever happened. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cli } from '../cli.ts';
import { createStyle } from '../output/style.ts';
import { interruption } from '../signals.ts';
import {
  tellCatalog,
  tellIssuing,
  tellReturn,
  tellRevocation,
  tellRotation,
  tellVerifying,
} from './chapters.ts';
import { createNarrator } from './narrator.ts';
import { createProgramRunner, type ProgramRunner } from './program-runner.ts';
import { createStage, type Stage, type TourStep } from './stage.ts';

interface TourOptions {
  readonly isPaused: boolean;
}

/** Throws internal/interrupted after cleaning up where the person stops it, and TourFailure where the program failed. */
export async function runTour(cli: Cli, options: TourOptions): Promise<readonly TourStep[]> {
  const home = await mkdtemp(join(tmpdir(), 'keywright-tour-'));
  const runner = createProgramRunner({
    program: cli.program,
    env: await tourEnvironment(cli, home),
  });
  const stopped = cli.signals.claim().then(() => {
    throw interruption();
  });
  try {
    const stage = createStage(runner, narratorOf(cli, options));
    await Promise.race([tellAll(stage, cli), stopped]);
    return stage.steps;
  } finally {
    await cleanUp(runner, home);
  }
}

async function tellAll(stage: Stage, cli: Cli): Promise<void> {
  await tellCatalog(stage);
  const keys = await tellIssuing(stage);
  await stage.chapter('Verifying over HTTP', 'A server on this machine; it never needs the vault.');
  const server = await stage.serve();
  await tellVerifying(stage, { url: server.url, keys, random: cli.random });
  const active = await tellRotation(stage, server.url, keys.reporting);
  await tellRevocation(stage, server.url, active);
  await server.stop();
  await tellReturn(stage, active);
}

async function tourEnvironment(
  cli: Cli,
  home: string,
): Promise<Record<string, string | undefined>> {
  const passwordFile = join(home, 'password.txt');
  const password = cli.random.bytes(24).toString('base64url');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  const hasColour = createStyle(process.stdout, cli.env).strong('x') !== 'x';
  const { NO_COLOR: _noColor, FORCE_COLOR: _forceColor, ...env } = cli.env;
  return {
    ...env,
    KEYWRIGHT_HOME: join(home, 'home'),
    KEYWRIGHT_PASSWORD_FILE: passwordFile,
    ...(hasColour ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
  };
}

function narratorOf(cli: Cli, options: TourOptions) {
  const isSilent = cli.output.isJson;
  return createNarrator({
    style: createStyle(process.stdout, cli.env),
    print: (line) => {
      if (!isSilent) cli.output.line({}, line);
    },
    pause: async () => {
      if (options.isPaused && cli.terminal.canAsk()) await cli.terminal.waitForEnter();
    },
  });
}

async function cleanUp(runner: ProgramRunner, home: string): Promise<void> {
  await runner.close();
  await rm(home, { recursive: true, force: true });
}
