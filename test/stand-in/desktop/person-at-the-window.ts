/**
 * What reaches the real desktop when `npm start` opens the window for a person (ELECTRON_STANDIN_PERSON=1), and never in a test:
 * text that is copied, and links that are opened. The copied text leaves the desktop's clipboard with the program.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { lifecycle } from '../app/app.ts';

/** Both stay in the foreground and hold the text until something else is copied, or they are ended. */
const X11_HOLDER = ['xclip', '-quiet', '-selection', 'clipboard'];
const WAYLAND_HOLDER = ['wl-copy', '--foreground'];

const holder: { child: ChildProcess | null; endNow: () => void } = {
  child: null,
  endNow: () => holder.child?.kill('SIGKILL'),
};

export function isPersonAtTheWindow(): boolean {
  return process.env['ELECTRON_STANDIN_PERSON'] === '1';
}

export function copyToDesktop(text: string): void {
  if (!isPersonAtTheWindow()) return;
  lifecycle.owned.add(holder);
  holder.endNow();
  holder.child =
    text === '' ? null : feed(process.env['WAYLAND_DISPLAY'] ? WAYLAND_HOLDER : X11_HOLDER, text);
}

export function openOnDesktop(target: string): void {
  if (isPersonAtTheWindow()) feed(['xdg-open', target], '').unref();
}

function feed([command = '', ...args]: readonly string[], input: string): ChildProcess {
  const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.once('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return child;
}
