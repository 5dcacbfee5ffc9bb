import { useTranslation } from 'react-i18next';
import { Bitting } from '../design/bitting.tsx';
import { classNames } from '../design/class-names.ts';
import { usePlace } from '../state/place.ts';
import type { EventSubject } from './describe-event.ts';
import styles from './event-subject.module.css';

/** What an event is about: its small key, its name, which leads there, and its id. */
export function EventSubjectCell({ subject }: { readonly subject: EventSubject }) {
  const { t } = useTranslation();
  const go = usePlace((state) => state.go);
  const { id, name, drawnId, place } = subject;
  if (id === null) return null;
  return (
    <span className={styles['subject']}>
      <span className={styles['drawing']}>{drawnId !== null && <Bitting id={drawnId} />}</span>
      {name !== null && place !== null && (
        <button
          type="button"
          className={styles['name']}
          aria-label={t('audit.show', { name })}
          onClick={() => go(place.section, place.id)}
        >
          {name}
        </button>
      )}
      {name !== null && place === null && <span>{name}</span>}
      <span className={classNames('mono', styles['id'], name !== null && styles['besideName'])}>
        {id}
      </span>
    </span>
  );
}
