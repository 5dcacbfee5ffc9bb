import { lazy, Suspense, useEffect } from 'react';
import { UnlockScreen } from './door/unlock-screen.tsx';
import { useSession } from './state/session.ts';
import { applyTheme, followSystemTheme } from './theme.ts';

const loadInside = () => import('./inside.tsx');
const Inside = lazy(() => loadInside().then((module) => ({ default: module.Inside })));

export function App() {
  const { door, facts, status, isFirstRun } = useSession();
  const theme = facts?.preferences.theme ?? 'system';
  useEffect(() => void useSession.getState().look(), []);
  useEffect(() => {
    applyTheme(theme);
    return followSystemTheme(() => applyTheme(theme));
  }, [theme]);
  const isKnown = facts !== null && (door !== null || facts.isVaultLikely);
  useEffect(() => {
    if (!isKnown) return;
    // While the password is typed.
    const waiting = requestIdleCallback(() => void loadInside());
    return () => cancelIdleCallback(waiting);
  }, [isKnown]);
  if (!isKnown) return null;
  if (status === null && !isFirstRun) return <UnlockScreen />;
  return (
    <Suspense>
      <Inside />
    </Suspense>
  );
}
