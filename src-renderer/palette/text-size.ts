/** The size of everything in the window, in steps; main keeps it and applies it. */
import { setPreferences } from '../settings/set-preferences.ts';
import { useSession } from '../state/session.ts';

export const TEXT_SIZES = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

/** The next larger (1) or smaller (-1) size, or the size as it was drawn (0). */
export function stepTextSize(step: 1 | -1 | 0): void {
  const { facts } = useSession.getState();
  if (facts === null) return;
  const { preferences } = facts;
  const zoom = step === 0 ? 1 : nextSize(preferences.zoom, step);
  if (zoom !== preferences.zoom) setPreferences({ zoom });
}

/** The same where there is no next one. */
export function nextSize(now: number, step: 1 | -1): number {
  const further = TEXT_SIZES.filter((size) => (step === 1 ? size > now : size < now));
  return (step === 1 ? further[0] : further.at(-1)) ?? now;
}
