import { FlaskConical, Radio } from 'lucide-react';
import { useState } from 'react';
import { CheckBox } from '../../design/check-box.tsx';
import { ChoiceList } from '../../design/choice-list.tsx';
import { PickList } from '../../design/pick-list.tsx';
import { type GalleryEntry, restingAndShown } from '../gallery-entry.ts';

const LONG = 'A choice whose name goes on for longer than the list is wide, whatever the window';

interface CheckProps {
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly label?: string;
}

function Check({ isOn, isDisabled = false, label = 'I saved it' }: CheckProps) {
  const [isChecked, setChecked] = useState(isOn);
  return (
    <CheckBox label={label} isChecked={isChecked} isDisabled={isDisabled} onChange={setChecked} />
  );
}

type Kind = 'live' | 'test' | 'long';

function Choices({ layout, first = null }: { layout: 'rows' | 'pills'; first?: Kind | null }) {
  const [value, setValue] = useState<Kind | null>(first);
  return (
    <ChoiceList
      label="Environment"
      layout={layout}
      value={value}
      onChange={setValue}
      choices={[
        {
          value: 'live',
          label: 'live',
          icon: <Radio />,
          ...textOf(layout, 'Real calls, real data'),
        },
        {
          value: 'test',
          label: 'test',
          icon: <FlaskConical />,
          ...textOf(layout, 'For trying out'),
        },
        { value: 'long', label: layout === 'rows' ? LONG : 'Other', ...textOf(layout, 'Long') },
      ]}
    />
  );
}

function textOf(layout: 'rows' | 'pills', text: string) {
  return layout === 'rows' ? { text } : {};
}

function Picks({ count }: { readonly count: number }) {
  const [chosen, setChosen] = useState<readonly string[]>(['grant-1']);
  const picks = Array.from({ length: count }, (_, index) => ({
    value: `grant-${index}`,
    label: index === 2 ? LONG : `invoices.${['read', 'write', 'void', 'send'][index % 4] ?? ''}`,
    ...(index === 0 ? { text: 'held by 3 keys' } : {}),
  }));
  return <PickList label="Permissions" picks={picks} chosen={chosen} onChange={setChosen} />;
}

export const choices: readonly GalleryEntry[] = [
  {
    component: 'CheckBox',
    states: [
      ...restingAndShown(() => <Check isOn={false} />).slice(0, 3),
      { name: 'checked', render: () => <Check isOn /> },
      { name: 'disabled', render: () => <Check isOn={false} isDisabled /> },
      { name: 'checked, disabled', render: () => <Check isOn isDisabled /> },
      { name: 'long text', width: 'full', render: () => <Check isOn label={LONG} /> },
    ],
  },
  {
    component: 'ChoiceList',
    states: [
      ...restingAndShown(() => <Choices layout="rows" />)
        .slice(0, 3)
        .map((state) => ({ ...state, name: `rows, ${state.name}`, width: 'full' as const })),
      { name: 'rows, chosen', width: 'full', render: () => <Choices layout="rows" first="live" /> },
      ...restingAndShown(() => <Choices layout="pills" />)
        .slice(0, 3)
        .map((state) => ({ ...state, name: `pills, ${state.name}` })),
      { name: 'pills, chosen', render: () => <Choices layout="pills" first="test" /> },
    ],
  },
  {
    component: 'PickList',
    states: [
      ...restingAndShown(() => <Picks count={3} />)
        .slice(0, 3)
        .map((state) => ({ ...state, width: 'full' as const })),
      { name: 'many', width: 'full', render: () => <Picks count={12} /> },
    ],
  },
];
