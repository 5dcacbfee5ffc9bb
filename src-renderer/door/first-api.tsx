import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskAnswer } from '../../src-shared/desk/desk-calls.ts';
import { ask } from '../bridge.ts';
import { Button } from '../design/button.tsx';
import { TextField } from '../design/field.tsx';
import { errorText } from '../state/error-text.ts';
import styles from './first-api.module.css';
import { StepHead } from './step-head.tsx';

interface FirstApiProps {
  readonly onIssued: (issued: DeskAnswer<'key:issue'>) => void;
  readonly onSkipped: () => void;
}

export function FirstApi({ onIssued, onSkipped }: FirstApiProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [prefix, setPrefix] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      onIssued(await makeFirstKey(name.trim(), prefix.trim()));
    } catch (error) {
      setFault(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)}>
      <StepHead step={3} title={t('firstRun.apiTitle')} text={t('firstRun.apiText')} />
      <TextField
        label={t('firstRun.apiName')}
        hint={t('firstRun.apiNameHint')}
        value={name}
        onChange={(event) => {
          setName(event.target.value);
          setPrefix(suggestPrefix(event.target.value));
        }}
        fault={fault}
        autoFocus
      />
      <TextField
        label={t('firstRun.prefix')}
        hint={t('firstRun.prefixHint', { prefix: prefix === '' ? 'acme' : prefix })}
        value={prefix}
        isMono
        onChange={(event) => setPrefix(event.target.value)}
      />
      <div className={styles['actions']}>
        <Button
          type="submit"
          look="primary"
          size="large"
          isBusy={isBusy}
          disabled={name.trim() === '' || prefix.trim() === ''}
        >
          {t('firstRun.makeKey')}
        </Button>
        <Button look="quiet" size="large" onClick={onSkipped}>
          {t('firstRun.skip')}
        </Button>
      </div>
    </form>
  );
}

function suggestPrefix(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replace(/^\d+/, '')
    .slice(0, 8);
}

/** An API that another try made already is used as it is. */
async function makeFirstKey(name: string, prefix: string): Promise<DeskAnswer<'key:issue'>> {
  const { items } = await ask('api:list', {});
  if (!items.some((api) => api.name === name)) {
    await ask('api:create', { name, prefix, environments: ['live', 'test'] });
  }
  return ask('key:issue', {
    api: name,
    name: 'First key',
    owner: 'app:first',
    environment: 'test',
    permissions: [],
    roles: [],
    limits: [],
    notBefore: null,
    expires: { kind: 'after', afterMs: 90 * 86_400_000 },
    reason: null,
  });
}
