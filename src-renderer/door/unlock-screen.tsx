import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoorInput } from '../../src-shared/desk/door-calls.ts';
import { ask } from '../bridge.ts';
import { goOnReading } from '../catalog/use-entries.ts';
import { Button } from '../design/button.tsx';
import { PasswordField } from '../design/field.tsx';
import { typedIn } from '../design/form-text.ts';
import { useNow } from '../design/relative-time.tsx';
import { errorCode, errorText } from '../state/error-text.ts';
import { useSession } from '../state/session.ts';
import { DoorFrame } from './door-frame.tsx';
import styles from './unlock-screen.module.css';

type Way = DoorInput<'door:unlock'>['way'];

export function UnlockScreen() {
  const { t } = useTranslation();
  const door = useSession((session) => session.door);
  const because = useSession((session) => session.facts?.lockedBecause ?? null);
  const [isRecovery, setRecovery] = useState(false);
  const { unlock, isBusy, fault, question } = useUnlock();
  const nowMs = useNow(500);
  const waitSeconds = Math.ceil(Math.max(0, (door?.retryAtMs ?? 0) - nowMs) / 1_000);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const typed = typedIn(new FormData(event.currentTarget), 'secret');
    if (typed === '' || waitSeconds > 0) return;
    void unlock(
      isRecovery
        ? { kind: 'recovery', code: typed }
        : { kind: 'password', password: typed, acceptsHeavyKdf: question === 'heavy' },
    );
  };
  return (
    <DoorFrame markId={door?.path ?? null}>
      <h1>{t('unlock.title')}</h1>
      {because !== null && <p className={styles['lead']}>{t(`unlock.because.${because}`)}</p>}
      <form onSubmit={submit} className={styles['form']}>
        <PasswordField
          key={String(isRecovery)}
          name="secret"
          label={t(isRecovery ? 'unlock.recoveryCode' : 'unlock.password')}
          fault={waitSeconds > 0 ? t('unlock.wait', { count: waitSeconds }) : fault}
          autoFocus
        />
        {question !== null && <p className={styles['question']}>{t(QUESTIONS[question].text)}</p>}
        <Button
          type="submit"
          look="primary"
          size="large"
          isBusy={isBusy}
          disabled={waitSeconds > 0}
        >
          {t(
            isBusy
              ? 'unlock.unlocking'
              : question === null
                ? 'unlock.unlock'
                : QUESTIONS[question].yes,
          )}
        </Button>
      </form>
      <div className={styles['others']}>
        {door?.rememberedUntilMs != null && (
          <Button look="quiet" onClick={() => void unlock({ kind: 'keychain' })}>
            {t('unlock.withKeychain')}
          </Button>
        )}
        <Button look="quiet" onClick={() => setRecovery(!isRecovery)}>
          {t(isRecovery ? 'unlock.withPassword' : 'unlock.withRecovery')}
        </Button>
      </div>
    </DoorFrame>
  );
}

const QUESTIONS = {
  heavy: { text: 'unlock.heavy', yes: 'unlock.openAnyway' },
  older: { text: 'unlock.rolledBack', yes: 'unlock.acceptOlder' },
} as const;
type Question = keyof typeof QUESTIONS;

function useUnlock() {
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const { entered, look } = useSession.getState();
  const unlock = async (way: Way): Promise<void> => {
    setBusy(true);
    setFault(null);
    try {
      const status = await ask('door:unlock', { way, acceptsRollback: question === 'older' });
      if (status.readOnlyCause === 'rolled-back' && question !== 'older') setQuestion('older');
      else {
        // Asked for before anything else is: the list is what the person waits for.
        goOnReading('live');
        entered(status);
      }
    } catch (error) {
      setFault(errorText(error));
      setQuestion(errorCode(error) === 'vault/kdf-refused' ? 'heavy' : null);
      await look();
    } finally {
      setBusy(false);
    }
  };
  return { unlock, isBusy, fault, question };
}
