import { useState } from 'react';
import type { DeskAnswer } from '../../src-shared/desk/desk-calls.ts';
import { ChoosePassword } from './choose-password.tsx';
import { DoorFrame } from './door-frame.tsx';
import { FirstApi } from './first-api.tsx';
import { FirstKey } from './first-key.tsx';
import { KeepRecoveryCode } from './keep-recovery-code.tsx';

type Created = DeskAnswer<'door:create'>;
type Issued = DeskAnswer<'key:issue'>;

/** Password, recovery code, first API, first key verified live. Each step shows one thing; the vault is made after the first. */
export function FirstRun({ onDone }: { readonly onDone: () => void }) {
  const [created, setCreated] = useState<Created | null>(null);
  const [isCodeKept, setCodeKept] = useState(false);
  const [issued, setIssued] = useState<Issued | null>(null);
  return (
    <DoorFrame markId={created?.vaultId ?? 'new'}>
      {created === null ? (
        <ChoosePassword onCreated={setCreated} />
      ) : !isCodeKept ? (
        <KeepRecoveryCode code={created.recoveryCode} onKept={() => setCodeKept(true)} />
      ) : issued === null ? (
        <FirstApi onIssued={setIssued} onSkipped={onDone} />
      ) : (
        <FirstKey issued={issued} onDone={onDone} />
      )}
    </DoorFrame>
  );
}
