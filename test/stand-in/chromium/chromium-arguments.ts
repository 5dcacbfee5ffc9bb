import type { ChromiumProgram } from './find-chromium.ts';

const ALWAYS = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--disable-search-engine-choice-screen',
  '--disable-features=Translate,MediaRouter,AutofillServerCommunication',
  '--hide-crash-restore-bubble',
  '--password-store=basic',
  '--remote-debugging-pipe',
];

/** Without `--test-type` Chromium would show a bar about the missing sandbox. */
const UNSANDBOXED = ['--no-sandbox', '--test-type'];

/** These belong to the stand-in itself; Chromium must not see them. */
const OWN = new Set(['user-data-dir', 'headless', 'inspect', 'inspect-brk', 'require']);

export interface ArgumentChoice {
  readonly kind: ChromiumProgram['kind'];
  readonly profile: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The switches of the command line and of `app.commandLine`, by name; '' means a switch without a value. */
  readonly switches: ReadonlyMap<string, string>;
}

/** The arguments Chromium is started with; the app's own switches come last and so win. */
export function chromiumArguments({ kind, profile, env, switches }: ArgumentChoice): string[] {
  const own = [...switches].filter(([name]) => !OWN.has(name));
  return [
    ...ALWAYS,
    ...sandboxArguments(env),
    `--user-data-dir=${profile}`,
    ...displayArguments(kind, env),
    ...own.map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`)),
  ];
}

/** Chromium keeps its sandbox where a person sits at the window and is not root, who cannot have one. */
export function sandboxArguments(env: ArgumentChoice['env']): readonly string[] {
  const isPersonal = env['ELECTRON_STANDIN_PERSON'] === '1' && process.getuid?.() !== 0;
  return isPersonal ? [] : UNSANDBOXED;
}

/** How windows are shown: not at all, or on the display at hand. */
export function displayArguments(
  kind: ChromiumProgram['kind'],
  env: ArgumentChoice['env'],
): string[] {
  if (kind === 'shell') return [];
  if (kind === 'headless') return ['--headless=new'];
  return [env['DISPLAY'] ? '--ozone-platform=x11' : '--ozone-platform=wayland'];
}
