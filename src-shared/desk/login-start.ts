/** Whether Keywright starts when the person logs in, as the system says now; it is kept nowhere else. */
export type LoginStart =
  | {
      readonly kind: 'unavailable';
      /** There is no program to name to the system: Electron runs a folder of sources. */
      readonly because: 'unpackaged';
    }
  | {
      readonly kind: 'offered';
      readonly isOn: boolean;
      /** 'held-back': asked for, and switched off in the system's own settings. 'other-program': another copy is started. */
      readonly note: 'held-back' | 'other-program' | null;
    };
