/**
 * The programs that reach the platform's clipboard, each with how it copies, reads and clears. The value travels on stdin alone.
 * Only wl-copy can mark a value as secret for clipboard managers; xclip offers one format at a time, pbcopy and clip.exe text only.
 */

export interface ClipboardCommand {
  readonly file: string;
  readonly args: readonly string[];
}

export interface ClipboardProgram {
  /** Tried in order: the marked form first, which older versions refuse before they read anything. */
  readonly copy: readonly ClipboardCommand[];
  readonly read: ClipboardCommand;
  /** Run with an empty input. */
  readonly clear: ClipboardCommand;
}

const WAYLAND: ClipboardProgram = {
  copy: [
    { file: 'wl-copy', args: ['--sensitive', '--type', 'text/plain'] },
    { file: 'wl-copy', args: ['--type', 'text/plain'] },
  ],
  read: { file: 'wl-paste', args: ['--no-newline'] },
  clear: { file: 'wl-copy', args: ['--clear'] },
};

const XCLIP: ClipboardProgram = {
  copy: [{ file: 'xclip', args: ['-selection', 'clipboard', '-in'] }],
  read: { file: 'xclip', args: ['-selection', 'clipboard', '-out'] },
  clear: { file: 'xclip', args: ['-selection', 'clipboard', '-in'] },
};

const MACOS: ClipboardProgram = {
  copy: [{ file: '/usr/bin/pbcopy', args: [] }],
  read: { file: '/usr/bin/pbpaste', args: [] },
  clear: { file: '/usr/bin/pbcopy', args: [] },
};

const WINDOWS: ClipboardProgram = {
  copy: [{ file: 'clip.exe', args: [] }],
  read: {
    file: 'powershell.exe',
    args: ['-NoProfile', '-NonInteractive', '-Command', 'Get-Clipboard -Raw'],
  },
  clear: { file: 'clip.exe', args: [] },
};

type Environment = Readonly<Record<string, string | undefined>>;

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';

/** The programs that may work in this session, the best first; none where the session has no clipboard. */
export function clipboardPrograms(
  env: Environment,
  platform: NodeJS.Platform,
): readonly ClipboardProgram[] {
  if (platform === 'darwin') return [MACOS];
  if (platform === 'win32') return [WINDOWS];
  const programs: ClipboardProgram[] = [];
  if (isSet(env.WAYLAND_DISPLAY)) programs.push(WAYLAND);
  if (isSet(env.DISPLAY)) programs.push(XCLIP);
  if (isSet(env.WSL_DISTRO_NAME)) programs.push(WINDOWS);
  return programs;
}

/** What would give this session a clipboard, for the hint of clipboard/unavailable. */
export function clipboardAdvice(env: Environment, platform: NodeJS.Platform): string {
  if (platform === 'darwin' || platform === 'win32') return 'Sign in to a desktop session.';
  if (isSet(env.WAYLAND_DISPLAY)) return 'Install wl-clipboard.';
  if (isSet(env.DISPLAY)) return 'Install xclip.';
  return 'This session has no display. Use `keywright show ENTRY --reveal`, or a desktop session with wl-clipboard or xclip.';
}
