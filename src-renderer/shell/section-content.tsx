import { lazy, type ReactNode, Suspense } from 'react';
import type { Section } from '../../src-shared/desk/sections.ts';
import { Catalog } from '../catalog/catalog.tsx';
import { ApiSection } from '../directory/api-section.tsx';
import { OwnerSection } from '../directory/owner-section.tsx';
import { RoleSection } from '../directory/role-section.tsx';
import { InboxSection } from '../inbox/inbox-section.tsx';

// Seldom looked at, and never first: fetched when they are. The window's own files are on the disk, so it takes no visible time.
const AuditSection = lazy(async () => ({
  default: (await import('../audit/audit-section.tsx')).AuditSection,
}));
const ServerSection = lazy(async () => ({
  default: (await import('../server/server-section.tsx')).ServerSection,
}));
const SettingsSection = lazy(async () => ({
  default: (await import('../settings/settings-section.tsx')).SettingsSection,
}));

/** What each section shows. */
export function contentOf(section: Section): ReactNode {
  return <Suspense fallback={null}>{sectionOf(section)}</Suspense>;
}

function sectionOf(section: Section): ReactNode {
  switch (section) {
    case 'apis':
      return <ApiSection />;
    case 'owners':
      return <OwnerSection />;
    case 'roles':
      return <RoleSection />;
    case 'audit':
      return <AuditSection />;
    case 'server':
      return <ServerSection />;
    case 'inbox':
      return <InboxSection />;
    case 'settings':
      return <SettingsSection />;
    case 'all':
    case 'issued':
    case 'third-party':
    case 'due':
      return <Catalog key="kept" section={section} />;
    case 'trash':
      // Another list: nothing of the one before may stay on the screen.
      return <Catalog key="trash" section={section} />;
  }
}
