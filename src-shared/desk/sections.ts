/** The sections of the sidebar, in its order. */
export const SECTIONS = [
  'all',
  'issued',
  'third-party',
  'due',
  'trash',
  'apis',
  'owners',
  'roles',
  'audit',
  'server',
  'inbox',
  'settings',
] as const;
export type Section = (typeof SECTIONS)[number];
