/**
 * Where the window was left, so that it comes up there again. It is kept as a small file that is readable while the vault is locked: it
 * names a section, never what is shown in it.
 */
import { z } from 'zod';
import { LIST_WIDTH } from './list-width.ts';
import { SECTIONS } from './sections.ts';

const coordinate = z.int().min(-100_000).max(100_000);
const length = z.int().min(1).max(100_000);
const listWidthPx = z.int().min(LIST_WIDTH.least).max(LIST_WIDTH.most);

/** Each part for itself: one that does not fit is at its default, and the others hold. */
export const windowPlaceSchema = z.object({
  /** Of the window while it is not maximised, in px that do not depend on the display; null: not known. */
  bounds: z
    .object({ x: coordinate, y: coordinate, width: length, height: length })
    .nullable()
    .catch(null),
  isMaximized: z.boolean().catch(false),
  section: z.enum(SECTIONS).catch('all'),
  listWidthPx: listWidthPx.catch(LIST_WIDTH.usual),
});
export type WindowPlace = z.infer<typeof windowPlaceSchema>;

/** What the page knows of it. */
export const pagePlaceSchema = z.strictObject({ section: z.enum(SECTIONS), listWidthPx });
export type PagePlace = z.infer<typeof pagePlaceSchema>;
