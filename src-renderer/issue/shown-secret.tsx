import { useTranslation } from 'react-i18next';
import type { IssuedAnswer } from '../../src-shared/contract/engine-answers.ts';
import { CheckBox } from '../design/check-box.tsx';
import { CopySecret } from '../design/copy-secret.tsx';
import { useSession } from '../state/session.ts';
import { curlLine, envLine } from './env-lines.ts';
import styles from './shown-secret.module.css';

interface ShownSecretProps {
  readonly issued: IssuedAnswer;
  readonly isSaved: boolean;
  readonly onSaved: (isSaved: boolean) => void;
}

/** A new token, shown this once, with what it is pasted into; whoever shows it lets nobody leave before the box is ticked. */
export function ShownSecret({ issued, isSaved, onSaved }: ShownSecretProps) {
  const { t } = useTranslation();
  const { key, token } = issued;
  const server = useSession((session) => session.facts?.server);
  const port = useSession((session) => session.facts?.preferences.serverPort);
  const url = server?.state === 'running' ? server.url : `http://127.0.0.1:${port ?? 4_280}`;
  return (
    <div className={styles['shown']}>
      <div className={styles['secret']}>
        <output className={styles['token']} aria-label={t('rotation.newSecret')}>
          <Coloured token={token} />
        </output>
        <CopySecret entryId={issued.entryId} versionId={issued.versionId} />
      </div>
      <Line label={t('rotation.envLine')} text={envLine(key.api.name, token)} />
      <Line label={t('rotation.curlLine')} text={curlLine(key.api.name, url)} />
      <CheckBox label={t('rotation.keepIt')} isChecked={isSaved} onChange={onSaved} />
    </div>
  );
}

function Line({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div className={styles['line']}>
      <h3>{label}</h3>
      <pre>{text}</pre>
    </div>
  );
}

/** Digits in their own colour, so that O and 0 are told apart. */
function Coloured({ token }: { readonly token: string }) {
  const runs = [...token.matchAll(/\d+|\D+/g)];
  return runs.map(({ 0: run, index }) => (
    <span key={index} className={/^\d/.test(run) ? styles['digits'] : undefined}>
      {run}
    </span>
  ));
}
