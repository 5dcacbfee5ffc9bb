import { Bitting } from '../../design/bitting.tsx';
import { Environment } from '../../design/environment.tsx';
import { ExactTime, RelativeTime, TimeText } from '../../design/relative-time.tsx';
import { SecretText } from '../../design/secret-text.tsx';
import { STATUSES, StatusMark, StatusPill } from '../../design/status-pill.tsx';
import type { GalleryEntry } from '../gallery-entry.ts';

const HOUR_MS = 3_600_000;
const TOKEN = 'acme_live_vL8Q0jsLpsJK_0O1lI5S2Z8B6G';

export const marks: readonly GalleryEntry[] = [
  {
    component: 'StatusPill',
    states: [
      ...STATUSES.map((status) => ({
        name: status,
        render: () => <StatusPill status={status} />,
      })),
      ...STATUSES.map((status) => ({
        name: `quiet, ${status}`,
        render: () => <StatusPill status={status} isQuiet />,
      })),
    ],
  },
  {
    component: 'StatusMark',
    states: STATUSES.map((status) => ({
      name: status,
      render: () => <StatusMark status={status} word={status} isQuiet />,
    })),
  },
  {
    component: 'Environment',
    states: ['live', 'test', 'dev', 'eu-west-long'].map((name) => ({
      name,
      render: () => <Environment name={name} />,
    })),
  },
  {
    component: 'Bitting',
    states: [
      ...(['active', 'retiring', 'pending', 'gone'] as const).map((tone) => ({
        name: tone,
        render: () => <Bitting id="vL8Q0jsLpsJK" tone={tone} />,
      })),
      { name: 'another id', render: () => <Bitting id="QL6XSfTQbph6" /> },
      { name: 'a third', render: () => <Bitting id="m2Yt9kZw01aB" /> },
      { name: 'large', render: () => <Bitting id="vL8Q0jsLpsJK" size="large" /> },
    ],
  },
  {
    component: 'SecretText',
    states: [
      { name: 'masked', render: () => <SecretText text="acme_live_vL8Q0jsLpsJK_••••••••" /> },
      { name: 'shown', render: () => <SecretText text={TOKEN} /> },
      {
        name: 'long',
        width: 'full',
        render: () => <SecretText text={TOKEN.repeat(3)} />,
      },
    ],
  },
  {
    component: 'RelativeTime',
    states: [
      { name: 'now', render: () => <RelativeTime atMs={Date.now()} /> },
      { name: 'before', render: () => <RelativeTime atMs={Date.now() - 75 * HOUR_MS} /> },
      { name: 'to come', render: () => <RelativeTime atMs={Date.now() + 900 * HOUR_MS} /> },
      { name: 'never', render: () => <RelativeTime atMs={null} /> },
      { name: 'own word', render: () => <RelativeTime atMs={null} never="No expiry" /> },
    ],
  },
  {
    component: 'TimeText',
    states: [null, Date.now() - 75 * HOUR_MS].map((atMs) => ({
      name: atMs === null ? 'never' : 'before',
      render: () => <TimeText atMs={atMs} nowMs={Date.now()} never="never" />,
    })),
  },
  {
    component: 'ExactTime',
    states: [{ name: 'before', render: () => <ExactTime atMs={Date.now() - 75 * HOUR_MS} /> }],
  },
];
