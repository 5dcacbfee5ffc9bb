import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../bridge.ts';
import { errorText } from '../state/error-text.ts';
import { useSession } from '../state/session.ts';
import { Button } from './button.tsx';
import { useNow } from './relative-time.tsx';
import { notify } from './toasts.tsx';

interface CopySecretProps {
  readonly entryId: string;
  /** Which token of an issued key; null: the newest. */
  readonly versionId: string | null;
}

const SAYS_COPIED_MS = 2_000;

/** Copies without showing; says so, and counts down to the clearing. */
export function CopySecret({ entryId, versionId }: CopySecretProps) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const clearsAtMs = useSession((session) => session.clipboardClearsAtMs);
  const nowMs = useNow(500);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SAYS_COPIED_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async (): Promise<void> => {
    try {
      await ask('entry:copy', { entry: entryId, versionId });
      setCopied(true);
    } catch (error) {
      notify({ title: t('common.error'), text: errorText(error) });
    }
  };
  const seconds = clearsAtMs === null ? 0 : Math.ceil((clearsAtMs - nowMs) / 1_000);
  return (
    <>
      <Button icon={isCopied ? <Check /> : <Copy />} onClick={() => void copy()}>
        <span>{t(isCopied ? 'common.copied' : 'common.copy')}</span>
        {seconds > 0 && <span aria-hidden="true">{t('common.seconds', { seconds })}</span>}
      </Button>
      <span role="status" className="visually-hidden">
        {isCopied && t('common.copiedAloud')}
      </span>
    </>
  );
}
