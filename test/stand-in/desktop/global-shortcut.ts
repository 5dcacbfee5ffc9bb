const shortcuts = new Map<string, () => void>();

/** A shortcut nobody can press; specs call the registered function. */
export const globalShortcut = {
  register: (accelerator: string, callback: () => void): boolean => {
    if (shortcuts.has(accelerator)) return false;
    shortcuts.set(accelerator, callback);
    return true;
  },
  registerAll: (accelerators: string[], callback: () => void): void => {
    for (const accelerator of accelerators) shortcuts.set(accelerator, callback);
  },
  isRegistered: (accelerator: string): boolean => shortcuts.has(accelerator),
  unregister: (accelerator: string): void => {
    shortcuts.delete(accelerator);
  },
  unregisterAll: (): void => shortcuts.clear(),
} satisfies Partial<Electron.GlobalShortcut>;
