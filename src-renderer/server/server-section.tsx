import { Play, Square } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskAnswer } from '../../src-shared/desk/desk-calls.ts';
import type { ServerState } from '../../src-shared/desk/main-calls.ts';
import { ask, tell } from '../bridge.ts';
import { Button } from '../design/button.tsx';
import { PasswordField, TextField } from '../design/field.tsx';
import { typedIn } from '../design/form-text.ts';
import { Page } from '../design/page.tsx';
import { RelativeTime } from '../design/relative-time.tsx';
import { notify } from '../design/toasts.tsx';
import { setPreferences } from '../settings/set-preferences.ts';
import { errorText } from '../state/error-text.ts';
import { useSession } from '../state/session.ts';
import { DecisionLog } from './decision-log.tsx';
import { OutcomePill } from './outcome-pill.tsx';
import styles from './server-section.module.css';

export function ServerSection() {
  const { t } = useTranslation();
  const server = useSession((session) => session.facts?.server) ?? { state: 'stopped' as const };
  const saved = useSession((session) => session.facts?.preferences.serverPort ?? 0);
  // What is typed counts at once: Start may be pressed before main has kept it.
  const [typed, setTyped] = useState<number | null>(null);
  const port = typed ?? saved;
  return (
    <Page
      title={t('shell.server')}
      text={t('server.text')}
      actions={<Switch server={server} port={port} />}
    >
      <div className={styles['columns']}>
        <div className={styles['left']}>
          <StateLine server={server} port={port} onPort={setTyped} />
          {server.state === 'running' && <TryIt url={server.url} />}
        </div>
        <DecisionLog />
      </div>
    </Page>
  );
}

function Switch({ server, port }: { readonly server: ServerState; readonly port: number }) {
  const { t } = useTranslation();
  const run = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      notify({ title: t('common.error'), text: errorText(error) });
    }
  };
  if (server.state === 'running') {
    return (
      <Button icon={<Square />} onClick={() => void run(() => tell('server:stop', {}))}>
        {t('server.stop')}
      </Button>
    );
  }
  return (
    <Button
      look="primary"
      icon={<Play />}
      isBusy={server.state === 'starting'}
      onClick={() => void run(() => tell('server:start', { port }))}
    >
      {t('server.start')}
    </Button>
  );
}

interface StateLineProps {
  readonly server: ServerState;
  readonly port: number;
  readonly onPort: (port: number) => void;
}

function StateLine({ server, port, onPort }: StateLineProps) {
  const { t } = useTranslation();
  if (server.state === 'running') {
    return (
      <p className={styles['state']} role="status">
        <i className={styles['on']} aria-hidden="true" />
        <code>{server.url}</code>
        <span>
          {t('server.since')} <RelativeTime atMs={server.startedAtMs} />
        </span>
      </p>
    );
  }
  return (
    <>
      <p className={styles['state']} role="status">
        <i className={styles['off']} aria-hidden="true" />
        {server.state === 'failed'
          ? `${t('server.failed')}: ${server.error.message}`
          : t(`server.${server.state}`)}
      </p>
      <TextField
        type="number"
        min={0}
        max={65_535}
        label={t('server.port')}
        hint={t('server.portHint')}
        defaultValue={port}
        onChange={(event) => onPort(portOf(event.target))}
        onBlur={(event) => setPreferences({ serverPort: portOf(event.target) })}
      />
    </>
  );
}

/** The nearest port there is; 0 for what is no number. */
function portOf(field: HTMLInputElement): number {
  return Math.min(65_535, Math.max(0, Math.trunc(field.valueAsNumber || 0)));
}

function TryIt({ url }: { readonly url: string }) {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<DeskAnswer<'server:try'> | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const permission = typedIn(fields, 'permission').trim();
    const request = {
      token: typedIn(fields, 'token').trim(),
      ...(permission === '' ? {} : { permissions: permission }),
    };
    try {
      setFault(null);
      setAnswer(await ask('server:try', { url, request }));
    } catch (error) {
      setAnswer(null);
      setFault(errorText(error));
    }
  };
  return (
    <form className={styles['try']} onSubmit={(event) => void submit(event)}>
      <h2>{t('server.tryTitle')}</h2>
      <p className={styles['soft']}>{t('server.tryText')}</p>
      <PasswordField name="token" label={t('server.token')} fault={fault} required />
      <TextField
        name="permission"
        label={t('server.permission')}
        hint={t('server.permissionHint')}
        isMono
      />
      <div className={styles['asked']}>
        <Button type="submit">{t('server.ask')}</Button>
        <span role="status">{answer !== null && <OutcomePill outcome={answer.outcome} />}</span>
      </div>
      {answer !== null && (
        <pre className={styles['answer']} aria-label={t('server.answer')} tabIndex={0}>
          {JSON.stringify(answer, null, 2)}
        </pre>
      )}
      <h3>{t('server.curl')}</h3>
      <pre className={styles['answer']} tabIndex={0}>
        {`curl -s ${url}/v1/verify \\\n  -H 'content-type: application/json' \\\n  -d '{"token":"…"}'`}
      </pre>
    </form>
  );
}
