/** What the gallery's address asks for: `?theme=dark`, and `&frame=Dialog/wide` for one state on a page of its own. */
export const GALLERY_THEMES = ['light', 'dark', 'high-contrast'] as const;
export type GalleryTheme = (typeof GALLERY_THEMES)[number] | 'all';

export interface GalleryAddress {
  /** `all`: side by side. */
  readonly theme: GalleryTheme;
  /** `component/state`; null: the whole gallery. */
  readonly framed: string | null;
}

export function readAddress(search: string): GalleryAddress {
  const asked = new URLSearchParams(search);
  const theme = GALLERY_THEMES.find((one) => one === asked.get('theme')) ?? 'all';
  return { theme, framed: asked.get('frame') };
}

export function addressOf(theme: GalleryTheme, framed: string | null = null): string {
  const asked = new URLSearchParams({ theme, ...(framed === null ? {} : { frame: framed }) });
  return `?${asked.toString()}`;
}
