import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { useNow } from '../design/relative-time.tsx';
import { relativeTime } from '../design/time-words.ts';
import { Consequences } from './consequences.tsx';
import { hitsOf } from './hits.ts';

/** What rotating a leaked key does at once. */
export function LeakedPlan({ view }: { readonly view: KeyView }) {
  const { t } = useTranslation();
  const nowMs = Math.max(useNow(), view.nowMs);
  const { lastUsedAtMs } = hitsOf(view, null, nowMs);
  const count = view.key.versions.filter(({ state }) => state !== 'revoked').length;
  return (
    <Consequences
      title={t('rotation.leakedTitle')}
      items={[
        { kind: 'stop', text: t('rotation.leakedVersions', { count }) },
        lastUsedAtMs === null
          ? { kind: 'quiet', text: t('rotation.leakedUnused') }
          : {
              kind: 'use',
              text: t('rotation.leakedUse', { used: relativeTime(lastUsedAtMs, nowMs) }),
            },
        { kind: 'forever', text: t('rotation.leakedNoReturn') },
        { kind: 'log', text: t('rotation.leakedAudit') },
      ]}
    />
  );
}
