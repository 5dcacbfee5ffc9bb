/** The one `Targets` of the program: made when Chromium is up, before any window can be. */
import { lifecycle } from '../app/app.ts';
import { Targets } from './targets.ts';

const made: Targets[] = [];

lifecycle.onChromium.push((chromium) => {
  const targets = new Targets(chromium);
  made.push(targets);
  return targets.watch();
});

export function pageTargets(): Targets {
  const [targets] = made;
  if (targets === undefined) throw new Error('Cannot create BrowserWindow before app is ready');
  return targets;
}
