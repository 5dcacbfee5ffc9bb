import { useTranslation } from 'react-i18next';
import { REVOCATION_CODES, type RevocationCode } from '../../src-shared/model/store-records.ts';
import { ChoiceList } from '../design/choice-list.tsx';
import { TextField } from '../design/field.tsx';

type ChosenCode = Exclude<RevocationCode, 'rolled-back'>;

export interface RevokeWish {
  readonly code: ChosenCode;
  readonly note: string;
  /** The name as typed to confirm. */
  readonly typed: string;
}

interface RevokeFieldsProps {
  /** What has to be typed; null: nothing has. */
  readonly name: string | null;
  readonly wish: RevokeWish;
  readonly onChange: (change: Partial<RevokeWish>) => void;
  readonly fault: string | null;
  readonly nameFault: string | null;
}

const CODES = REVOCATION_CODES.filter((code): code is ChosenCode => code !== 'rolled-back');

/** Why, in a word and in one's own words; and the name, where a slip would hurt. */
export function RevokeFields({ name, wish, onChange, fault, nameFault }: RevokeFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <ChoiceList
        label={t('rotation.code')}
        layout="pills"
        value={wish.code}
        onChange={(code) => onChange({ code })}
        choices={CODES.map((value) => ({ value, label: t(`rotation.codes.${value}`) }))}
      />
      <TextField
        label={t('rotation.note')}
        placeholder={t('rotation.optional')}
        value={wish.note}
        maxLength={500}
        onChange={(event) => onChange({ note: event.target.value })}
        fault={fault}
      />
      {name !== null && (
        <TextField
          label={t('rotation.typeName', { name })}
          value={wish.typed}
          onChange={(event) => onChange({ typed: event.target.value })}
          fault={nameFault}
        />
      )}
    </>
  );
}
