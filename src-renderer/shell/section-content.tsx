import type { ReactNode } from 'react';
import type { Section } from '../../src-shared/desk/sections.ts';
import { AuditSection } from '../audit/audit-section.tsx';
import { Catalog } from '../catalog/catalog.tsx';
import { ApiSection } from '../directory/api-section.tsx';
import { OwnerSection } from '../directory/owner-section.tsx';
import { RoleSection } from '../directory/role-section.tsx';
import { InboxSection } from '../inbox/inbox-section.tsx';
import { ServerSection } from '../server/server-section.tsx';
import { SettingsSection } from '../settings/settings-section.tsx';

/** What each section shows. */
export function contentOf(section: Section): ReactNode {
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
