import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskAnswer } from '../../src-shared/desk/desk-calls.ts';
import { ask } from '../bridge.ts';
import { Button } from '../design/button.tsx';
import { PasswordField } from '../design/field.tsx';
import { errorText } from '../state/error-text.ts';
import { useSession } from '../state/session.ts';
import styles from './choose-password.module.css';
import { StepHead } from './step-head.tsx';

interface ChoosePasswordProps {
  readonly onCreated: (created: DeskAnswer<'door:create'>) => void;
}

export function ChoosePassword({ onCreated }: ChoosePasswordProps) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isDifferent = again !== '' && !password.startsWith(again) && again !== password;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (password === '' || password !== again) return;
    setBusy(true);
    setFault(null);
    try {
      onCreated(await createAndOpen(password));
    } catch (error) {
      setFault(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)}>
      <StepHead step={1} title={t('firstRun.passwordTitle')} text={t('firstRun.passwordText')} />
      <PasswordField
        label={t('firstRun.password')}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        fault={fault}
        autoFocus
      />
      <Strength password={password} />
      <PasswordField
        label={t('firstRun.again')}
        value={again}
        onChange={(event) => setAgain(event.target.value)}
        fault={isDifferent ? t('firstRun.differs') : null}
      />
      <Button
        type="submit"
        look="primary"
        size="large"
        isBusy={isBusy}
        disabled={password === '' || password !== again}
      >
        {t(isBusy ? 'firstRun.creating' : 'firstRun.create')}
      </Button>
    </form>
  );
}

async function createAndOpen(password: string): Promise<DeskAnswer<'door:create'>> {
  const created = await ask('door:create', { password });
  const way = { kind: 'password', password, acceptsHeavyKdf: false } as const;
  const status = await ask('door:unlock', { way, acceptsRollback: false });
  useSession.getState().entered(status);
  return created;
}

/** How long guessing would take, in five steps. The dictionary is loaded when the first letter is typed. */
function Strength({ password }: { readonly password: string }) {
  const { t } = useTranslation();
  const [score, setScore] = useState<0 | 1 | 2 | 3 | 4 | null>(null);
  useEffect(() => {
    if (password === '') {
      setScore(null);
      return;
    }
    let isStale = false;
    void import('./password-strength.ts').then(({ scorePassword }) => {
      if (!isStale) setScore(scorePassword(password));
    });
    return () => {
      isStale = true;
    };
  }, [password]);
  return (
    <div className={styles['strength']} data-score={score ?? 'none'}>
      <span className={styles['bars']} aria-hidden="true">
        {[0, 1, 2, 3].map((bar) => (
          <i key={bar} data-on={score !== null && score > bar} />
        ))}
      </span>
      <span role="status">{score === null ? '' : t(`firstRun.strength.${score}`)}</span>
    </div>
  );
}
