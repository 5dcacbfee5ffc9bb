import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { LIST_WIDTH } from '../../src-shared/desk/list-width.ts';
import { keepPlace } from '../state/keep-place.ts';
import { useListWidth, widthAfterKey } from '../state/list-width.ts';
import styles from './list-divider.module.css';
import { roomOf, useDividerDrag } from './use-divider-drag.ts';

/**
 * The edge between the list and the key beside it: dragged, moved by arrow keys, or set back by a double click. It sets the width on
 * the element it stands in, so that nothing else is rendered while it moves.
 */
export function ListDivider() {
  const { t } = useTranslation();
  const { widthPx, set } = useListWidth();
  const self = useRef<HTMLDivElement>(null);
  const { hold, drag, release, takeBack } = useDividerDrag(self);
  useLayoutEffect(() => {
    self.current?.parentElement?.style.setProperty('--list-width', `${widthPx}px`);
  }, [widthPx]);
  const setAndKeep = (wantedPx: number): void => {
    set(wantedPx);
    keepPlace();
  };
  const press = (event: KeyboardEvent): void => {
    const wantedPx = widthAfterKey(widthPx, event.key, roomOf(self.current).width);
    if (wantedPx !== null) setAndKeep(wantedPx);
    else if (event.key !== 'Escape' || !takeBack()) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={self}
      role="separator"
      tabIndex={0}
      className={styles['divider']}
      title={t('catalog.dividerHint')}
      aria-label={t('catalog.divider')}
      aria-orientation="vertical"
      aria-valuemin={LIST_WIDTH.least}
      aria-valuemax={LIST_WIDTH.most}
      aria-valuenow={widthPx}
      aria-valuetext={t('catalog.dividerValue', { count: widthPx })}
      onKeyDown={press}
      onPointerDown={hold}
      onPointerMove={drag}
      onPointerUp={release}
      onPointerCancel={release}
      onDoubleClick={() => setAndKeep(LIST_WIDTH.usual)}
    />
  );
}
