/** Which contents a frame belongs to; filled by the windows, asked by the network. */
import type { Session } from './session.ts';

export interface FrameHolder {
  readonly id: number;
  readonly session: Session;
  /** Also the id of the main frame. */
  readonly targetId: string;
  isNavigationRefused(frameId: string, url: string, isRedirect: boolean): Promise<boolean>;
}

export const frames = new Map<string, FrameHolder>();

/** Targets that are being closed: whatever they ask for is refused. */
export const deniedTargets = new Set<string>();
