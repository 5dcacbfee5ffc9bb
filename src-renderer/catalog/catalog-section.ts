/** The sections of the sidebar that are lists of the catalog. */
export type CatalogSection = 'all' | 'issued' | 'third-party' | 'due' | 'trash';
