import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryView } from '../../src-shared/contract/engine-answers.ts';
import { tell } from '../bridge.ts';
import { RelativeTime } from '../design/relative-time.tsx';
import { usePlace } from '../state/place.ts';
import { useCatalogState } from './catalog-state.ts';
import { attempt } from './entry-actions.ts';
import styles from './entry-detail.module.css';
import { toggleTag } from './rows.ts';

const DAY_MS = 86_400_000;

/** When it ends, was changed and used; where it belongs; what the person wrote about it. */
export function EntryFacts({ view }: { readonly view: EntryView }) {
  const { t } = useTranslation();
  const { url, notes, tags, keyId } = view;
  return (
    <section className={styles['section']} aria-label={t('entry.facts')}>
      <dl className={styles['facts']}>
        {view.deletedAtMs !== null && (
          <Fact name={t('entry.inTrash')}>
            <RelativeTime atMs={view.deletedAtMs} />
          </Fact>
        )}
        <Fact name={t('catalog.columns.expires')}>
          <RelativeTime atMs={view.expiresAtMs} />
        </Fact>
        <MaximumAge view={view} />
        <Fact name={t('catalog.columns.rotated')}>
          <RelativeTime atMs={view.rotatedAtMs} />
        </Fact>
        {keyId !== null && (
          <Fact name={t('catalog.columns.used')}>
            <RelativeTime atMs={view.lastUsedAtMs} />
          </Fact>
        )}
        <Fact name={t('entry.created')}>
          <RelativeTime atMs={view.createdAtMs} />
        </Fact>
        {view.api !== null && <Fact name={t('entry.api')}>{view.api}</Fact>}
        {view.owner !== null && <Fact name={t('catalog.columns.owner')}>{view.owner}</Fact>}
        {url !== null && (
          <Fact name={t('entry.url')}>
            <button
              type="button"
              className={styles['link']}
              onClick={() => void attempt(async () => void (await tell('link:open', { url })))}
            >
              {url}
            </button>
          </Fact>
        )}
        {tags.length > 0 && (
          <Fact name={t('entry.tags')}>
            <Tags tags={tags} />
          </Fact>
        )}
        {notes !== null && (
          <Fact name={t('entry.notes')}>
            <span className={`selectable ${styles['notes']}`}>{notes}</span>
          </Fact>
        )}
      </dl>
    </section>
  );
}

/** By how it is set; with when it is reached, where nothing ends before. */
function MaximumAge({ view: { policy, due } }: { readonly view: EntryView }) {
  const { t } = useTranslation();
  const maxAgeMs = policy?.maxAgeMs ?? null;
  if (maxAgeMs === null) return null;
  return (
    <Fact name={t('policy.age')}>
      {t('policy.days', { count: Math.round(maxAgeMs / DAY_MS) })}
      {due?.because === 'age' && (
        <span className={styles['aside']}>
          {t('policy.due')} <RelativeTime atMs={due.dueAtMs} />
        </span>
      )}
    </Fact>
  );
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** Pressing one shows every key that has it. */
function Tags({ tags }: { readonly tags: readonly string[] }) {
  return (
    <span className={styles['tags']}>
      {tags.map((tag) => (
        <button
          key={tag}
          type="button"
          className={styles['tag']}
          onClick={() => {
            useCatalogState.getState().search('all', toggleTag('', tag));
            usePlace.getState().go('all', usePlace.getState().chosenId);
          }}
        >
          {tag}
        </button>
      ))}
    </span>
  );
}
