/** Of the list beside an open key, in px. */
export const LIST_WIDTH = { least: 300, usual: 380, most: 640 } as const;
