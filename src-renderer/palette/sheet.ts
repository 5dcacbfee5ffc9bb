/** Whether the sheet of shortcuts is open: a key, an action of the palette or a button of the settings may open it. */
import { create } from 'zustand';

interface Sheet {
  readonly isOpen: boolean;
  open(): void;
  close(): void;
}

export const useSheet = create<Sheet>()((set) => ({
  isOpen: false,
  open: () => set({ isOpen: true }),
  close: () => set({ isOpen: false }),
}));
