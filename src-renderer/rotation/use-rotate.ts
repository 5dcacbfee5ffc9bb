import { useState } from 'react';
import type { RotatedAnswer } from '../../src-shared/contract/engine-answers.ts';
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { ask } from '../bridge.ts';
import { errorText } from '../state/error-text.ts';

interface Wish {
  readonly isLeaked: boolean;
  /** The grace; null where it leaked. */
  readonly lengthMs: number | null;
  /** Empty: none. */
  readonly reason: string;
}

/** Rotates, and keeps the answer with its secret for as long as it is shown. */
export function useRotate(view: KeyView) {
  const [rotated, setRotated] = useState<RotatedAnswer | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const rotate = async ({ isLeaked, lengthMs, reason }: Wish): Promise<void> => {
    setBusy(true);
    setFault(null);
    try {
      const graceMs = isLeaked ? null : lengthMs;
      const note = reason === '' ? null : reason;
      const input = { key: view.key.id, graceMs, isLeaked, expires: null, reason: note };
      setRotated(await ask('key:rotate', input));
    } catch (error) {
      setFault(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return { rotated, fault, isBusy, rotate };
}
