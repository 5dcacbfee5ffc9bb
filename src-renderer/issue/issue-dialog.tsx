import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { useAnswer } from '../state/answer.ts';
import { errorText } from '../state/error-text.ts';
import { usePlace } from '../state/place.ts';
import { IssueWizard } from './issue-wizard.tsx';
import { useIssuing } from './issuing.ts';

/** Mounted once beside the sections; opened through `useIssuing`. */
export function IssueDialog() {
  const isOpen = useIssuing((issuing) => issuing.isOpen);
  return isOpen ? <OpenDialog onClose={() => useIssuing.getState().close()} /> : null;
}

/** Reads what there is to choose from, which takes no time that a person would see, then asks. */
function OpenDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const apis = useAnswer('api:list', {});
  const owners = useAnswer('owner:list', {});
  const roles = useAnswer('role:list', {});
  const keys = useAnswer('key:list', {});
  const { answer: apiList } = apis;
  if (apiList !== null && apiList.items.length === 0) return <NoApi onClose={onClose} />;
  if (apiList !== null && owners.answer !== null && roles.answer !== null && keys.answer !== null) {
    const facts = {
      apis: apiList.items,
      owners: owners.answer.items,
      roles: roles.answer.items,
      keys: keys.answer.items,
    };
    return <IssueWizard facts={facts} onClose={onClose} />;
  }
  const error = apis.error ?? owners.error ?? roles.error ?? keys.error;
  if (error === null) return null;
  return (
    <Dialog isOpen onClose={onClose} title={t('issue.title')}>
      <p role="alert">{errorText(error)}</p>
    </Dialog>
  );
}

function NoApi({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const go = (): void => {
    onClose();
    usePlace.getState().go('apis');
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('issue.noApi')}
      text={t('issue.noApiText')}
      actions={
        <Button look="primary" onClick={go}>
          {t('issue.goToApis')}
        </Button>
      }
    />
  );
}
