import { useEffect } from 'react';
import { ToastShelf } from './design/toasts.tsx';
import { FirstRun } from './door/first-run.tsx';
import { UnlockScreen } from './door/unlock-screen.tsx';
import { Shell } from './shell/shell.tsx';
import { useSession } from './state/session.ts';
import { applyTheme, followSystemTheme } from './theme.ts';

export function App() {
  const { door, facts, status, isFirstRun } = useSession();
  const theme = facts?.preferences.theme ?? 'system';
  useEffect(() => void useSession.getState().look(), []);
  useEffect(() => {
    applyTheme(theme);
    return followSystemTheme(() => applyTheme(theme));
  }, [theme]);
  if (door === null) return null;
  return (
    <ToastShelf>
      {isFirstRun ? (
        <FirstRun onDone={() => useSession.getState().finishFirstRun()} />
      ) : status === null ? (
        <UnlockScreen />
      ) : (
        <Shell />
      )}
    </ToastShelf>
  );
}
