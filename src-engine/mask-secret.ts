/** What may be shown of a third-party secret: its last four characters, and those only where more than 16 stay hidden behind them. */
const SHOWN_LENGTH = 4;
const MIN_LENGTH = 17;
const DOTS = '••••••••';

/** Dots of fixed width, so that the length stays hidden. Null: there is no secret. */
export function maskSecret(secret: string | null): string | null {
  if (secret === null) return null;
  const characters = Array.from(secret);
  if (characters.length < MIN_LENGTH) return DOTS;
  const tail = characters.slice(-SHOWN_LENGTH).join('');
  return /^[\x21-\x7e]+$/.test(tail) ? DOTS + tail : DOTS;
}
