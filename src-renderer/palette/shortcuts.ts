/** Shortcuts as they are written and as they are pressed. `Mod` is Command on macOS and Control elsewhere. */
const isMac = navigator.platform.startsWith('Mac');

/** Keys that are written by name, with what they type; on some keyboards with Shift. */
const NAMED: Readonly<Record<string, readonly string[]>> = { Plus: ['+', '='], Minus: ['-', '_'] };
const SIGNS = { Plus: '+', Minus: '−' };

/** For people: "Ctrl L" or "⌘ L". */
export function shortcutText(shortcut: string): string {
  const text = shortcut.replace('Mod', isMac ? '⌘' : 'Ctrl').replaceAll('+', ' ');
  return text.replace('Plus', SIGNS.Plus).replace('Minus', SIGNS.Minus);
}

/** Whether the press is the shortcut; Mod+, Mod+/ and single characters are compared by what they type. */
export function isPressed(event: KeyboardEvent, shortcut: string): boolean {
  const parts = shortcut.split('+');
  const key = parts.at(-1) ?? '';
  const wantsMod = parts.includes('Mod');
  const hasMod = isMac ? event.metaKey : event.ctrlKey;
  const typed = NAMED[key];
  if (wantsMod !== hasMod || event.altKey) return false;
  if (typed !== undefined) return typed.includes(event.key);
  const isKey = event.key.toLowerCase() === key.toLowerCase();
  return isKey && parts.includes('Shift') === event.shiftKey;
}
