/** The arguments of `utilityProcess.fork`, checked with Electron's texts. */
export type StdioChoice = 'pipe' | 'ignore' | 'inherit';

export interface ForkRequest {
  readonly modulePath: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly execArgv: readonly string[];
  readonly cwd: string | undefined;
  readonly serviceName: string;
  readonly stdout: StdioChoice;
  readonly stderr: StdioChoice;
}

const CHOICES: readonly unknown[] = ['pipe', 'ignore', 'inherit'] satisfies StdioChoice[];

export function readForkOptions(
  modulePath: string,
  args: readonly string[],
  options: Electron.ForkOptions,
): ForkRequest {
  if (!modulePath) throw new Error('Missing UtilityProcess entry script.');
  const { execArgv = [], serviceName = 'Node Utility Process', cwd } = options;
  if (!Array.isArray(execArgv)) throw new Error('execArgv must be an array of strings.');
  if (typeof serviceName !== 'string') throw new Error('serviceName must be a string.');
  if (cwd !== undefined && typeof cwd !== 'string') throw new Error('cwd path must be a string.');
  const env = (options.env as NodeJS.ProcessEnv | undefined) ?? process.env;
  const [stdout, stderr] = readStdio(options.stdio ?? 'inherit');
  return { modulePath, args, env, execArgv, cwd, serviceName, stdout, stderr };
}

function readStdio(stdio: NonNullable<Electron.ForkOptions['stdio']>): [StdioChoice, StdioChoice] {
  if (typeof stdio === 'string') {
    if (!CHOICES.includes(stdio)) {
      throw new Error('stdio must be of the following values: inherit, pipe, ignore');
    }
    return [stdio as StdioChoice, stdio as StdioChoice];
  }
  const [stdin, stdout, stderr] = stdio;
  if (stdio.length < 3) throw new Error('configuration missing for stdin, stdout or stderr.');
  if (stdin !== 'ignore') throw new Error('stdin value other than ignore is not supported.');
  for (const [name, value] of [
    ['stdout', stdout],
    ['stderr', stderr],
  ] as const) {
    if (CHOICES.includes(value)) continue;
    throw new Error(`${name} configuration must be of the following values: inherit, pipe, ignore`);
  }
  return [stdout as StdioChoice, stderr as StdioChoice];
}
