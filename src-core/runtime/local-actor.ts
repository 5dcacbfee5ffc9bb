/** Who acts until operators exist: the operating system's user. */
import { userInfo } from 'node:os';

/** `local:<os user>`; the numeric id where the user has no name. */
export function localActor(): string {
  try {
    return `local:${userInfo().username}`;
  } catch {
    return `local:uid-${process.getuid?.() ?? 'unknown'}`;
  }
}
