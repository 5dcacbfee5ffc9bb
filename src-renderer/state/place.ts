/** Where in the window the person is: a section, and what is chosen in it. */
import { create } from 'zustand';
import type { Destination } from '../../src-shared/desk/main-calls.ts';
import type { Section } from '../../src-shared/desk/sections.ts';

interface Place {
  readonly section: Section;
  /** Id of the entry or key that the detail shows; null: none is chosen. */
  readonly chosenId: string | null;
  readonly go: (section: Section, chosenId?: string | null) => void;
  readonly choose: (id: string | null) => void;
}

export const usePlace = create<Place>()((set) => ({
  section: 'all',
  chosenId: null,
  go: (section, chosenId = null) => set({ section, chosenId }),
  choose: (chosenId) => set({ chosenId }),
}));

/** Goes where a link or a notification leads. It shows; it neither reveals nor changes anything. */
export function goTo(destination: Destination): void {
  const { go } = usePlace.getState();
  switch (destination.kind) {
    case 'entry':
      return go('all', destination.id);
    case 'key':
      return go('issued', destination.id);
    case 'due':
    case 'server':
      return go(destination.kind);
  }
}
