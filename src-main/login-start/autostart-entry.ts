/**
 * A desktop entry that starts the program at login (Desktop Entry Specification 1.5, Autostart Specification 0.5). The command is
 * written in two layers: each argument is quoted for the command line, and the whole is then escaped as a string of the file.
 */

export interface AutostartState {
  /** The value of Exec as it stands in the file; null: there is none. */
  readonly exec: string | null;
  /** False where the desktop or the person has switched it off. */
  readonly isActive: boolean;
}

/** `program` is an absolute path. */
export function autostartEntry(program: string, args: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.5',
    'Name=Keywright',
    'Comment=Reminds you of API keys that are due',
    'Icon=keywright-desktop',
    // The desktop passes over the entry where the program has been removed.
    `TryExec=${stringValue(program)}`,
    `Exec=${execValue(program, args)}`,
    'Terminal=false',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** The value of Exec, as it stands in the file. */
export function execValue(program: string, args: readonly string[]): string {
  // The specification forbids an equals sign in the program itself, and GLib looks for it with its percent signs still doubled.
  const isAwkward = /[=%]/.test(program);
  const command = isAwkward ? ['/bin/sh', '-c', 'exec "$0" "$@"', program] : [program];
  return stringValue([...command, ...args].map(quoted).join(' '));
}

/** In quotes whatever it holds; of these only `"`, `` ` ``, `$` and `\` need a backslash, and a percent sign would begin a field code. */
function quoted(argument: string): string {
  return `"${argument.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`;
}

function stringValue(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r');
}

/** Other groups and lines that are none are passed over. */
export function readAutostartEntry(text: string): AutostartState {
  const [, group = ''] = /^\[Desktop Entry\][^\n]*\n([^]*?)(?:^\[|(?![^]))/m.exec(text) ?? [];
  const values = new Map(
    group.split(/\r?\n/).flatMap((line) => {
      const [, key, value] = /^([A-Za-z0-9-]+)\s*=\s*(.*)$/.exec(line) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    }),
  );
  const isOff =
    values.get('Hidden')?.trim() === 'true' ||
    values.get('X-GNOME-Autostart-enabled')?.trim() === 'false';
  return { exec: values.get('Exec') ?? null, isActive: !isOff };
}
