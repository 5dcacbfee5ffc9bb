/** Everything that the gallery shows. A test compares it with the components of src-renderer/design. */
import { buttons } from './entries/buttons.tsx';
import { choices } from './entries/choices.tsx';
import { drawings } from './entries/drawings.tsx';
import { fields } from './entries/fields.tsx';
import { marks } from './entries/marks.tsx';
import { surfaces } from './entries/surfaces.tsx';
import type { GalleryEntry } from './gallery-entry.ts';

export const galleryEntries: readonly GalleryEntry[] = [
  ...buttons,
  ...fields,
  ...choices,
  ...marks,
  ...drawings,
  ...surfaces,
];
