/** Electron's command line: what comes before the app is for Electron, and every `--switch[=value]` anywhere is a Chromium switch. */
export interface LaunchArguments {
  /** Modules of `-r` and `--require`, in order. */
  readonly required: readonly string[];
  /** The folder or file to run; null where there is none. */
  readonly app: string | null;
  readonly switches: readonly (readonly [name: string, value: string | undefined])[];
  readonly asksForVersion: boolean;
}

export function parseArguments(argv: readonly string[]): LaunchArguments {
  const required: string[] = [];
  let app: string | null = null;
  let asksForVersion = false;
  for (let index = 0; index < argv.length && app === null; index++) {
    const argument = argv[index] ?? '';
    if (argument === '-r' || argument === '--require') required.push(argv[++index] ?? '');
    else if (argument === '-v' || argument === '--version') asksForVersion = true;
    else if (!argument.startsWith('-')) app = argument;
  }
  return { required, app, switches: argv.flatMap(readSwitch), asksForVersion };
}

function readSwitch(argument: string): [string, string | undefined][] {
  const match = /^--([a-z][\w-]*)(?:=(.*))?$/.exec(argument);
  const [, name = '', value] = match ?? [];
  const isOfNode = /^(inspect|require|version)/.test(name);
  return match === null || isOfNode ? [] : [[name, value]];
}
