/** What is behind the door: the first run, then the window with its sections. A part of its own, so that the door is there before it is loaded. */
import { ToastShelf } from './design/toasts.tsx';
import { FirstRun } from './door/first-run.tsx';
import { Shell } from './shell/shell.tsx';
import { useSession } from './state/session.ts';

export function Inside() {
  const isFirstRun = useSession((session) => session.isFirstRun);
  return (
    <ToastShelf>
      {isFirstRun ? <FirstRun onDone={() => useSession.getState().finishFirstRun()} /> : <Shell />}
    </ToastShelf>
  );
}
