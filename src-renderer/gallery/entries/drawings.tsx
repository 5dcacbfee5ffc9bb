import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../../src-shared/contract/store-answers.ts';
import { LifeLine } from '../../rotation/life-line.tsx';
import { keySentence } from '../../sentence/key-sentence.ts';
import type { Topic } from '../../sentence/restriction-sentence.ts';
import { Sentence } from '../../sentence/sentence.tsx';
import { type GalleryEntry, restingAndShown } from '../gallery-entry.ts';
import { madeKeys } from './made-keys.ts';

const nothing = (): void => {};

function Said({ view, current }: { readonly view: KeyView; readonly current?: Topic | null }) {
  const { t } = useTranslation();
  const phrases = keySentence(view.key, view.nowMs, t);
  if (current === undefined) return <Sentence phrases={phrases} />;
  return <Sentence phrases={phrases} current={current} onChoose={nothing} />;
}

export const drawings: readonly GalleryEntry[] = [
  {
    component: 'Sentence',
    states: [
      { name: 'read', render: () => <Said view={madeKeys.one} /> },
      { name: 'nothing granted', render: () => <Said view={madeKeys.bare} /> },
      { name: 'to come', render: () => <Said view={madeKeys.toCome} /> },
      { name: 'much', render: () => <Said view={madeKeys.much} /> },
      ...restingAndShown(() => <Said view={madeKeys.one} current={null} />)
        .slice(0, 3)
        .map((state) => ({ ...state, name: `to change, ${state.name}` })),
      {
        name: 'to change, being changed',
        render: () => <Said view={madeKeys.one} current="limits" />,
      },
    ].map((state) => ({ ...state, width: 'wide' as const })),
  },
  {
    component: 'LifeLine',
    states: [
      { name: 'one version, no end', render: () => <LifeLine view={madeKeys.one} /> },
      {
        name: 'in grace, to extend',
        render: () => <LifeLine view={madeKeys.rotating} onExtend={async () => {}} />,
      },
      { name: 'in grace, to read', render: () => <LifeLine view={madeKeys.rotating} /> },
      { name: 'retired and revoked', render: () => <LifeLine view={madeKeys.longLife} /> },
      { name: 'to come', render: () => <LifeLine view={madeKeys.toCome} /> },
    ].map((state) => ({ ...state, width: 'wide' as const })),
  },
];
