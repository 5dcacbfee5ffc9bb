import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { CheckBox } from '../design/check-box.tsx';
import { Dialog } from '../design/dialog.tsx';
import { exportCalendar } from './due-actions.ts';

/** Asks whether the calendar may name the keys, then where to. */
export function CalendarDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [areNamesShown, setNamesShown] = useState(false);
  const save = (): void => {
    onClose();
    void exportCalendar(areNamesShown);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('due.calendarTitle')}
      text={t('due.calendarText')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" onClick={save}>
            {t('due.calendarSave')}
          </Button>
        </>
      }
    >
      <CheckBox label={t('due.calendarNames')} isChecked={areNamesShown} onChange={setNamesShown} />
    </Dialog>
  );
}
