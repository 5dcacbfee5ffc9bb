import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskAnswer } from '../../src-shared/desk/desk-calls.ts';
import { ask, tell } from '../bridge.ts';
import { Button } from '../design/button.tsx';
import { CopySecret } from '../design/copy-secret.tsx';
import { StatusPill } from '../design/status-pill.tsx';
import { errorText } from '../state/error-text.ts';
import { useSession } from '../state/session.ts';
import styles from './first-key.module.css';
import { StepHead } from './step-head.tsx';

interface FirstKeyProps {
  readonly issued: DeskAnswer<'key:issue'>;
  readonly onDone: () => void;
}

export function FirstKey({ issued, onDone }: FirstKeyProps) {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<DeskAnswer<'server:try'> | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const verify = async (): Promise<void> => {
    setBusy(true);
    setFault(null);
    try {
      setAnswer(await verifyLive(issued.token));
    } catch (error) {
      setFault(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles['step']}>
      <StepHead step={4} title={t('firstRun.keyTitle')} text={t('firstRun.keyText')} />
      <output className={styles['token']}>{issued.token}</output>
      <CopySecret entryId={issued.entryId} versionId={issued.versionId} />
      <p>{t('firstRun.tryIt')}</p>
      <pre className={styles['curl']}>{curlLine(useServerUrl())}</pre>
      <div className={styles['live']}>
        <Button isBusy={isBusy} onClick={() => void verify()}>
          {t(isBusy ? 'firstRun.waiting' : 'firstRun.verify')}
        </Button>
        <span role="status">
          {answer?.valid === true && <StatusPill status="valid" />}
          {answer !== null && (
            <span>
              {answer.valid
                ? t('firstRun.verified', {
                    name: answer.name ?? '',
                    api: answer.api ?? '',
                    environment: answer.environment ?? '',
                  })
                : t('firstRun.notVerified', { outcome: answer.outcome })}
            </span>
          )}
          {fault}
        </span>
      </div>
      <Button look="primary" size="large" onClick={onDone}>
        {t('firstRun.finish')}
      </Button>
    </div>
  );
}

function useServerUrl(): string {
  const server = useSession((session) => session.facts?.server);
  return server?.state === 'running' ? server.url : 'http://127.0.0.1:4280';
}

function curlLine(url: string): string {
  return `curl -s ${url}/v1/verify -H 'content-type: application/json' -d '{"token":"…"}'`;
}

/** Starts the server of this computer where it does not run yet; any free port where its own is taken. */
async function verifyLive(token: string): Promise<DeskAnswer<'server:try'>> {
  const { preferences } = await tell('desk:facts', {});
  let server = await tell('server:start', { port: preferences.serverPort });
  if (server.state === 'failed' && server.error.code === 'server/port-taken') {
    server = await tell('server:start', { port: 0 });
  }
  if (server.state !== 'running') {
    throw new Error(server.state === 'failed' ? server.error.message : server.state);
  }
  return ask('server:try', { url: server.url, request: { token } });
}
