/** What the page is busy with when a key is pressed: whether a shortcut may act. */
/** Keys pressed there are text, not shortcuts. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select');
}

/** The page lies behind a dialog. A notice has that role, too, and lies over nothing. */
export function isBehindDialog(): boolean {
  return document.querySelector('[role="dialog"]:not([aria-modal="false"])') !== null;
}
