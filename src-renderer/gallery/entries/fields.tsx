import { useState } from 'react';
import { PasswordField, TextArea, TextField } from '../../design/field.tsx';
import { FilterField } from '../../design/filter-field.tsx';
import { SelectField } from '../../design/select-field.tsx';
import { type GalleryEntry, type GalleryState, restingAndShown } from '../gallery-entry.ts';

const LONG = 'A name that goes on for longer than any field is wide, and has to be cut somewhere';
const ENDS = [
  { value: '30', label: 'In 30 days' },
  { value: 'never', label: 'Never' },
];

function full(states: readonly GalleryState[]): readonly GalleryState[] {
  return states.map((state) => ({ ...state, width: 'full' as const }));
}

function Select({ value, isDisabled = false }: { value: string; isDisabled?: boolean }) {
  const [chosen, setChosen] = useState(value);
  const label = value.length > 10 ? value : 'Expires';
  const options = value.length > 10 ? [{ value, label: value }] : ENDS;
  return (
    <SelectField
      label={label}
      value={chosen}
      options={options}
      isDisabled={isDisabled}
      onChange={setChosen}
    />
  );
}

function Filter({ value, label = 'Search the settings' }: { value: string; label?: string }) {
  const [typed, setTyped] = useState(value);
  return (
    <FilterField label={label} value={typed} onChange={setTyped} count="2 settings" shortcut="/" />
  );
}

export const fields: readonly GalleryEntry[] = [
  {
    component: 'FilterField',
    states: full([
      ...restingAndShown(() => <Filter value="" />).slice(0, 3),
      { name: 'filled', render: () => <Filter value="clipboard" /> },
      { name: 'long text', render: () => <Filter value={LONG} label={LONG} /> },
    ]),
  },
  {
    component: 'TextField',
    states: full([
      ...restingAndShown(() => <TextField label="Name" placeholder="Nightly export" />).slice(0, 3),
      {
        name: 'filled, with a hint',
        render: () => (
          <TextField label="Name" hint="What it is for" defaultValue="Nightly export" />
        ),
      },
      {
        name: 'invalid',
        render: () => (
          <TextField
            label="Prefix"
            isMono
            defaultValue="Acme!"
            fault="A prefix is 2 to 12 small letters and digits, and begins with a letter."
          />
        ),
      },
      {
        name: 'disabled',
        render: () => <TextField label="Name" defaultValue="Nightly export" disabled />,
      },
      { name: 'long text', render: () => <TextField label={LONG} defaultValue={LONG} /> },
    ]),
  },
  {
    component: 'TextArea',
    states: full([
      ...restingAndShown(() => <TextArea label="Notes" placeholder="Ask Kim first" />).slice(0, 3),
      {
        name: 'filled',
        render: () => <TextArea label="Notes" hint="Sealed" defaultValue={`${LONG}\n${LONG}`} />,
      },
      {
        name: 'invalid',
        render: () => (
          <TextArea
            label="Permissions"
            defaultValue="Invoices"
            fault='"Invoices" is no permission.'
          />
        ),
      },
      { name: 'disabled', render: () => <TextArea label="Notes" defaultValue="None" disabled /> },
    ]),
  },
  {
    component: 'PasswordField',
    states: full([
      ...restingAndShown(() => <PasswordField label="Password" />).slice(0, 3),
      {
        name: 'filled',
        render: () => <PasswordField label="Password" defaultValue="four plain words together" />,
      },
      {
        name: 'invalid',
        render: () => (
          <PasswordField label="Password" defaultValue="wrong" fault="Wrong password. Try again." />
        ),
      },
      {
        name: 'disabled',
        render: () => <PasswordField label="Password" defaultValue="secret" disabled />,
      },
    ]),
  },
  {
    component: 'SelectField',
    states: full([
      ...restingAndShown(() => <Select value="30" />).slice(0, 3),
      { name: 'disabled', render: () => <Select value="never" isDisabled /> },
      { name: 'long text', render: () => <Select value={LONG} /> },
    ]),
  },
];
