import { type ComponentType, useEffect, useState } from 'react';
import { UnlockScreen } from './door/unlock-screen.tsx';
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
  const isKnown = facts !== null && (door !== null || facts.isVaultLikely);
  const Inside = useInside(isKnown);
  if (!isKnown) return null;
  if (status === null && !isFirstRun) return <UnlockScreen />;
  return Inside === null ? null : <Inside />;
}

/**
 * Loaded while the password is typed. Not by `lazy`, which suspends even for what is there already, and React then holds back for 0.3 s
 * what it has nothing to show for.
 */
function useInside(isKnown: boolean): ComponentType | null {
  const [inside, setInside] = useState<ComponentType | null>(null);
  useEffect(() => {
    if (!isKnown) return;
    const load = async (): Promise<void> => {
      const { Inside } = await import('./inside.tsx');
      setInside(() => Inside);
    };
    const waiting = requestIdleCallback(() => void load(), { timeout: 200 });
    return () => cancelIdleCallback(waiting);
  }, [isKnown]);
  return inside;
}
