/** Starting `keywright list` while an agent holds the vault open, against starting Node with nothing to do. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { credentialAt } from '../fixtures/credential.ts';
import { quantile, ratioOf, runRounds } from '../measure/rounds.ts';
import { timeOnceMs } from '../measure/time-calls.ts';
import { atMost, type BenchContext, type Row } from './bench-case.ts';

const ENTRIES = 100;
const PROGRAM = fileURLToPath(new URL('../../bin/keywright.mjs', import.meta.url));

export const cliList = {
  name: 'cli-list',
  async run(ctx: BenchContext): Promise<readonly Row[]> {
    const env = makeHome(ctx.workDir);
    const keywright = (...args: string[]): void => runNode([PROGRAM, ...args], env);
    keywright('unlock');
    try {
      const costs = await runRounds(ctx.isQuick ? 5 : 31, {
        ours: () => timeOnceMs(() => keywright('list')),
        node: () => timeOnceMs(() => runNode(['-e', '0'], env)),
      });
      return [
        {
          what: `\`keywright list\` cold start with an unlocked agent, ${ENTRIES} entries, ÷ \`node -e 0\``,
          target: atMost(5),
          measured: ratioOf(costs.ours, costs.node),
          detail: `${quantile(costs.ours, 0.5).toFixed(0)} ms against ${quantile(costs.node, 0.5).toFixed(0)} ms`,
        },
      ];
    } finally {
      keywright('lock');
    }
  },
};

/** A home of its own with a vault of made-up entries; nothing of the person's is touched, and no keychain is asked. */
function makeHome(workDir: string): NodeJS.ProcessEnv {
  const home = join(workDir, 'home');
  mkdirSync(home, { mode: 0o700 });
  const passwordFile = join(workDir, 'password');
  writeFileSync(passwordFile, 'fifteen characters and more\n', { mode: 0o600 });
  const envFile = join(workDir, 'entries.env');
  const lines = Array.from({ length: ENTRIES }, (_, index) => {
    const { secret } = credentialAt(index);
    return `SERVICE_${index}_API_KEY=${secret}`;
  });
  writeFileSync(envFile, `${lines.join('\n')}\n`);
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: home,
    KEYWRIGHT_HOME: home,
    KEYWRIGHT_PASSWORD_FILE: passwordFile,
  };
  for (const args of [
    ['init', '--pepper', 'file'],
    ['import', envFile],
  ]) {
    runNode([PROGRAM, ...args], env);
  }
  return env;
}

function runNode(args: readonly string[], env: NodeJS.ProcessEnv): void {
  const run = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${args.join(' ')}: ${run.stderr}`);
}
