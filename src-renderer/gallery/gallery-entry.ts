import type { ReactNode } from 'react';

/** One component of the design system, in every state that it has. */
export interface GalleryEntry {
  /** As it is exported. */
  readonly component: string;
  readonly states: readonly GalleryState[];
}

export interface GalleryState {
  readonly name: string;
  readonly render: () => ReactNode;
  /** `full`: as wide as a form is; `wide`: the whole width of its panel. */
  readonly width?: 'own' | 'full' | 'wide';
  /** Drawn as if the pointer, the focus or a press were on its first control. */
  readonly shown?: ShownState;
  /** Pixels: it lies over a page, or changes what others show, so it has a page of its own in a frame of this height. */
  readonly frameHeight?: number;
}

export type ShownState = 'hover' | 'focus' | 'pressed';

/** The same control at rest, under the pointer, focused and pressed. */
export function restingAndShown(render: () => ReactNode): readonly GalleryState[] {
  return [
    { name: 'rest', render },
    { name: 'hover', render, shown: 'hover' },
    { name: 'focus', render, shown: 'focus' },
    { name: 'pressed', render, shown: 'pressed' },
  ];
}
