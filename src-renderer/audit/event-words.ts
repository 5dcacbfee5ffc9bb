/** An audit event in the words of the list. */
import type { TFunction } from 'i18next';
import type { AuditEvent } from '../../src-shared/model/store-records.ts';
import { auditEvents } from '../words/audit.ts';

/** What happened; the kind itself where a newer program wrote it. */
export function kindText(kind: string, t: TFunction): string {
  const key = kind.replaceAll('.', '-');
  return Object.hasOwn(auditEvents, key)
    ? t(`auditEvents.${key as keyof typeof auditEvents}`)
    : kind;
}

/** What the person said, and the code of a revocation. */
export function whyText({ details, reason }: AuditEvent): string {
  const parts = [details['code'], details['note'], reason];
  return [...new Set(parts.filter((part) => typeof part === 'string'))].join(': ');
}
