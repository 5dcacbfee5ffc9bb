/** Shortcuts as they are written and as they are pressed. `Mod` is Command on macOS and Control elsewhere. */
const isMac = navigator.platform.startsWith('Mac');

/** For people: "Ctrl L" or "⌘ L". */
export function shortcutText(shortcut: string): string {
  return shortcut.replace('Mod', isMac ? '⌘' : 'Ctrl').replaceAll('+', ' ');
}

/** Whether the press is the shortcut; Mod+, Mod+/ and single characters are compared by what they type. */
export function isPressed(event: KeyboardEvent, shortcut: string): boolean {
  const parts = shortcut.split('+');
  const key = parts.at(-1) ?? '';
  const wantsMod = parts.includes('Mod');
  const hasMod = isMac ? event.metaKey : event.ctrlKey;
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    wantsMod === hasMod &&
    parts.includes('Shift') === event.shiftKey &&
    !event.altKey
  );
}
