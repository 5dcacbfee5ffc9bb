import { useTranslation } from 'react-i18next';
import { classNames } from '../design/class-names.ts';
import type { Phrase, Topic } from './restriction-sentence.ts';
import styles from './sentence.module.css';

interface SentenceProps {
  readonly phrases: readonly Phrase[];
  /** Given: the words are buttons that lead to their restriction. */
  readonly onChoose?: (topic: Topic) => void;
  /** The restriction that is being changed now. */
  readonly current?: Topic | null;
}

/** What a key may do, as one plain sentence. */
export function Sentence({ phrases, onChoose, current = null }: SentenceProps) {
  const { t } = useTranslation();
  return (
    <p className={classNames(styles['sentence'], onChoose !== undefined && styles['editable'])}>
      {phrases.map(({ topic, before, words, exact }) => (
        <span key={topic}>
          {before}
          {onChoose === undefined ? (
            <strong className={styles['word']} title={exact ?? undefined}>
              {words}
            </strong>
          ) : (
            <button
              type="button"
              className={styles['button']}
              title={exact ?? undefined}
              aria-label={t('sentence.change', { words })}
              aria-current={topic === current ? 'step' : undefined}
              onClick={() => onChoose(topic)}
            >
              {words}
            </button>
          )}
        </span>
      ))}
      {t('sentence.stop')}
    </p>
  );
}
