/**
 * Shows hover, focus and pressed without a pointer or a focus: every rule with one of the pseudo-classes is written a second time for
 * an attribute, which the gallery sets on the control.
 */
import type { ShownState } from './gallery-entry.ts';

const ATTRIBUTE = 'data-shown';
const CONTROL = 'button, input, select, textarea, label:not([for]), tbody tr';

const PSEUDO: readonly (readonly [string, ShownState])[] = [
  [':hover', 'hover'],
  [':focus-visible', 'focus'],
  [':active', 'pressed'],
];

/** To be called once, after the styles are there. Each twin stands behind its original, so that what overrides the one overrides both. */
export function writeShownRules(): void {
  for (const sheet of document.styleSheets) {
    for (let index = sheet.cssRules.length - 1; index >= 0; index -= 1) {
      const rule = sheet.cssRules[index];
      const twin = rule instanceof CSSStyleRule ? twinOf(rule) : null;
      if (twin !== null) sheet.insertRule(twin, index + 1);
    }
  }
}

/** Marks the first control inside; of a choice its label, and for the focus what stands in the label. */
export function markShown(inside: HTMLElement, state: ShownState): void {
  const control = inside.querySelector(CONTROL);
  const held = control?.matches('label') ? control.querySelector('input, button, span') : null;
  const marked = state === 'focus' ? (held ?? control) : control;
  marked?.setAttribute(ATTRIBUTE, state);
}

function twinOf({ selectorText, style }: CSSStyleRule): string | null {
  const pseudo = PSEUDO.filter(([name]) => selectorText.includes(name));
  if (pseudo.length === 0) return null;
  const selector = pseudo.reduce(
    (text, [name, state]) => text.replaceAll(name, `[${ATTRIBUTE}="${state}"]`),
    selectorText,
  );
  return `${selector} { ${style.cssText} }`;
}
