import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useIssuing } from './issuing.ts';

/** Primary where nothing else is. */
export function IssueButton({ look = 'primary' }: { readonly look?: 'primary' | 'plain' }) {
  const { t } = useTranslation();
  return (
    <Button
      look={look}
      icon={<Plus />}
      aria-keyshortcuts="Control+N"
      onClick={() => useIssuing.getState().open()}
    >
      {t('issue.open')}
    </Button>
  );
}
