import { Lock, Plus, RefreshCw, Trash2 } from 'lucide-react';
import { useEffect } from 'react';
import { Button, IconButton } from '../../design/button.tsx';
import { CopySecret } from '../../design/copy-secret.tsx';
import { useSession } from '../../state/session.ts';
import { type GalleryEntry, restingAndShown } from '../gallery-entry.ts';

const LONG = 'Make a new secret for the nightly export of the payments team';

function CopiedAMomentAgo() {
  useEffect(() => useSession.setState({ clipboardClearsAtMs: Date.now() + 23_000 }), []);
  return <CopySecret entryId="ent_gallery" versionId={null} />;
}

export const buttons: readonly GalleryEntry[] = [
  {
    component: 'Button',
    states: [
      ...(['primary', 'plain', 'quiet', 'danger'] as const).flatMap((look) => [
        ...restingAndShown(() => (
          <Button look={look} icon={look === 'danger' ? <Trash2 /> : <Plus />}>
            Issue key
          </Button>
        )).map((state) => ({ ...state, name: `${look}, ${state.name}` })),
        {
          name: `${look}, disabled`,
          render: () => (
            <Button look={look} disabled>
              Issue key
            </Button>
          ),
        },
        {
          name: `${look}, busy`,
          render: () => (
            <Button look={look} isBusy icon={<RefreshCw />}>
              Issue key
            </Button>
          ),
        },
      ]),
      { name: 'large', render: () => <Button size="large">Unlock</Button> },
      { name: 'small', render: () => <Button size="small">Undo</Button> },
      { name: 'long text', width: 'full', render: () => <Button>{LONG}</Button> },
    ],
  },
  {
    component: 'IconButton',
    states: [
      ...restingAndShown(() => (
        <IconButton label="Lock">
          <Lock />
        </IconButton>
      )),
      {
        name: 'disabled',
        render: () => (
          <IconButton label="Lock" disabled>
            <Lock />
          </IconButton>
        ),
      },
      {
        name: 'on',
        render: () => (
          <IconButton label="Lock" aria-pressed>
            <Lock />
          </IconButton>
        ),
      },
    ],
  },
  {
    component: 'CopySecret',
    states: [
      ...restingAndShown(() => <CopySecret entryId="ent_gallery" versionId={null} />),
      { name: 'counting down', frameHeight: 44, render: () => <CopiedAMomentAgo /> },
    ],
  },
];
