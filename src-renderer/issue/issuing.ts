/** Whether the issue dialog is open: any button, shortcut or action of the palette may open it. */
import { create } from 'zustand';

interface Issuing {
  readonly isOpen: boolean;
  open(): void;
  close(): void;
}

export const useIssuing = create<Issuing>()((set) => ({
  isOpen: false,
  open: () => set({ isOpen: true }),
  close: () => set({ isOpen: false }),
}));
