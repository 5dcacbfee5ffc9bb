import { KeyRound, Plus } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '../../design/button.tsx';
import { DataTable } from '../../design/data-table.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { EmptyState } from '../../design/empty-state.tsx';
import { TextField } from '../../design/field.tsx';
import { Page } from '../../design/page.tsx';
import { ToastShelf, toasts } from '../../design/toasts.tsx';
import { type GalleryEntry, restingAndShown } from '../gallery-entry.ts';

const TEXT = 'A new secret is made. The old one goes on working for the grace period you choose.';
const LONG = `${TEXT} `.repeat(8);

interface Api {
  readonly name: string;
  readonly prefix: string;
  readonly made: string;
}

const APIS: readonly Api[] = [
  { name: 'billing', prefix: 'acme_', made: 'yesterday' },
  { name: 'reports', prefix: 'rep_', made: '3 weeks ago' },
];

function Table({ rows }: { readonly rows: readonly Api[] }) {
  return (
    <DataTable
      label="APIs"
      rows={rows}
      keyOf={({ name }) => name}
      columns={[
        { heading: 'Name', look: 'strong', cell: ({ name }) => name },
        { heading: 'Prefix', look: 'mono', cell: ({ prefix }) => prefix },
        { heading: 'Made', look: 'soft', cell: ({ made }) => made },
      ]}
    />
  );
}

const nothing = (): void => {};

interface OpenProps {
  readonly width?: 'narrow' | 'wide';
  readonly text?: string;
  readonly isBusy?: boolean;
  readonly canClose?: boolean;
}

function OpenDialog({ width = 'narrow', text = TEXT, isBusy = false, canClose = true }: OpenProps) {
  return (
    <Dialog
      isOpen
      onClose={nothing}
      width={width}
      title="Rotate Nightly export"
      text={text}
      canClose={canClose}
      actions={
        <>
          {canClose && <Button>Cancel</Button>}
          <Button look="primary" isBusy={isBusy}>
            Make the new secret
          </Button>
        </>
      }
    >
      <TextField label="Note for the audit log" placeholder="Optional" />
    </Dialog>
  );
}

interface Told {
  readonly title: string;
  readonly description?: string;
  readonly action?: string;
}

function Notices({ told }: { readonly told: readonly Told[] }) {
  useEffect(() => {
    const ids = told.map(({ title, description, action }) =>
      toasts.add({
        title,
        description,
        timeout: 0,
        ...(action === undefined ? {} : { actionProps: { children: action } }),
      }),
    );
    return () => ids.forEach((id) => toasts.close(id));
  }, [told]);
  return <ToastShelf>{null}</ToastShelf>;
}

const PLAIN: Told = { title: 'Copied “Stripe live”' };
const WITH_ACTION: Told = { title: '“Stripe live” is in the trash', action: 'Undo' };
const WITH_TEXT: Told = {
  title: 'That did not work',
  description: 'Cannot rotate "billing": the key is disabled. Enable it first, then rotate it.',
};
const LISTS = { plain: [PLAIN], action: [WITH_ACTION], text: [WITH_TEXT] };
const THREE = [PLAIN, WITH_ACTION, WITH_TEXT];

export const surfaces: readonly GalleryEntry[] = [
  {
    component: 'Dialog',
    states: [
      { name: 'narrow', frameHeight: 320, render: () => <OpenDialog /> },
      { name: 'wide, busy', frameHeight: 320, render: () => <OpenDialog width="wide" isBusy /> },
      { name: 'long text', frameHeight: 320, render: () => <OpenDialog text={LONG} /> },
      { name: 'cannot be left', frameHeight: 320, render: () => <OpenDialog canClose={false} /> },
    ],
  },
  {
    component: 'ToastShelf',
    states: [
      { name: 'plain', frameHeight: 90, render: () => <Notices told={LISTS.plain} /> },
      { name: 'with an action', frameHeight: 90, render: () => <Notices told={LISTS.action} /> },
      { name: 'with text', frameHeight: 110, render: () => <Notices told={LISTS.text} /> },
      { name: 'three', frameHeight: 220, render: () => <Notices told={THREE} /> },
    ],
  },
  {
    component: 'DataTable',
    states: [
      ...restingAndShown(() => <Table rows={APIS} />)
        .slice(0, 2)
        .map((state) => ({ ...state, width: 'wide' as const })),
      { name: 'without rows', width: 'wide', render: () => <Table rows={[]} /> },
    ],
  },
  {
    component: 'EmptyState',
    states: [
      {
        name: 'with the first step',
        width: 'wide',
        render: () => (
          <EmptyState icon={<KeyRound />} title="No key yet" text="Issue the first one.">
            <Button look="primary" icon={<Plus />}>
              Issue key
            </Button>
          </EmptyState>
        ),
      },
      {
        name: 'long text',
        width: 'wide',
        render: () => <EmptyState icon={<KeyRound />} title="Nothing fits" text={TEXT} />,
      },
    ],
  },
  {
    component: 'Page',
    states: [
      {
        name: 'full',
        width: 'wide',
        render: () => (
          <Page title="APIs" text="What keys are issued for." actions={<Button>New API</Button>}>
            <Table rows={APIS} />
          </Page>
        ),
      },
      {
        name: 'reading',
        width: 'wide',
        render: () => (
          <Page title="Settings" width="reading">
            <p>{TEXT}</p>
          </Page>
        ),
      },
    ],
  },
];
