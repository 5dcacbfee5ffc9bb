import { Ban } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { versionStanding } from '../../src-shared/lifecycle/key-status.ts';
import type { VersionRecord } from '../../src-shared/model/store-records.ts';
import { Bitting } from '../design/bitting.tsx';
import { IconButton } from '../design/button.tsx';
import { CopySecret } from '../design/copy-secret.tsx';
import { RelativeTime } from '../design/relative-time.tsx';
import { type Status, StatusPill } from '../design/status-pill.tsx';
import { absoluteTime } from '../design/time-words.ts';
import { RevokeDialog } from './revoke-dialog.tsx';
import styles from './version-list.module.css';

interface VersionListProps {
  readonly view: KeyView;
}

/** Every version with its state, its times, who was seen last, and its token to copy. Newest first. */
export function VersionList({ view }: VersionListProps) {
  const { t } = useTranslation();
  const [revoking, setRevoking] = useState<string | null>(null);
  const heads = ['version', 'state', 'made', 'lastUse', 'end', 'token'] as const;
  return (
    <>
      <table className={styles['table']}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className={styles[head]}>
                {t(`rotation.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.key.versions.map((version) => (
            <VersionRow
              key={version.id}
              version={version}
              view={view}
              onRevoke={() => setRevoking(version.id)}
            />
          ))}
        </tbody>
      </table>
      {revoking !== null && (
        <RevokeDialog view={view} versionId={revoking} onClose={() => setRevoking(null)} />
      )}
    </>
  );
}

interface VersionRowProps extends VersionListProps {
  readonly version: VersionRecord;
  readonly onRevoke: () => void;
}

function VersionRow({ version, view, onRevoke }: VersionRowProps) {
  const { t } = useTranslation();
  const status = statusOf(version, view.nowMs);
  const isUsable = status === 'active' || status === 'retiring' || status === 'not-yet-valid';
  return (
    <tr>
      <th scope="row">
        <span className={styles['id']}>
          <Bitting id={version.id} tone={toneOf(status)} />
          <span className="mono selectable">{version.id}</span>
        </span>
      </th>
      <td>
        <StatusPill status={status} />
      </td>
      <td className={styles['made']}>
        <RelativeTime atMs={version.createdAtMs} />
      </td>
      <td>
        <RelativeTime atMs={view.lastUseOfVersions[version.id] ?? null} />
      </td>
      <td className={styles['end']}>
        <EndText version={version} status={status} />
      </td>
      <td className={styles['token']}>
        {isUsable && (
          <span className={styles['acts']}>
            {view.entryId !== null && <CopySecret entryId={view.entryId} versionId={version.id} />}
            <IconButton label={t('rotation.revokeVersion', { id: version.id })} onClick={onRevoke}>
              <Ban />
            </IconButton>
          </span>
        )}
      </td>
    </tr>
  );
}

function EndText({
  version,
  status,
}: {
  readonly version: VersionRecord;
  readonly status: Status;
}) {
  const { t } = useTranslation();
  if (status === 'revoked' && version.revokedAtMs !== null) {
    const time = absoluteTime(version.revokedAtMs);
    const why = version.revocation === null ? '' : t(`rotation.because.${version.revocation.code}`);
    return `${t('rotation.revokedAt', { time })} · ${why}`;
  }
  const graceEndMs = version.state === 'active' ? null : version.endsAtMs;
  const endMs = version.retiredAtMs ?? graceEndMs;
  if (endMs !== null) {
    const time = absoluteTime(endMs);
    return t(status === 'retiring' ? 'rotation.ends' : 'rotation.ended', { time });
  }
  if (version.expiresAtMs === null) return t('rotation.noEnd');
  return t('rotation.expires', { time: absoluteTime(version.expiresAtMs) });
}

function statusOf(version: VersionRecord, nowMs: number): Status {
  const standing = versionStanding(version, nowMs);
  if (standing !== 'usable') return standing;
  return version.state === 'retiring' ? 'retiring' : 'active';
}

function toneOf(status: Status) {
  if (status === 'active' || status === 'retiring') return status;
  return status === 'not-yet-valid' || status === 'pending' ? 'pending' : 'gone';
}
