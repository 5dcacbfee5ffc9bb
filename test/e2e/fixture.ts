/** The fixtures of every spec: `place` is removed after the test, `launched` is the running app. `test.use({ appPath })` picks it. */
import { test as base } from '@playwright/test';
import { type Launched, launch, makePlace, type Place, removePlace } from './launch.ts';
import { root } from './launch-target.ts';

export interface AppOptions {
  readonly appPath: string;
}

interface AppFixtures {
  readonly place: Place;
  readonly launched: Launched;
}

export const test = base.extend<AppOptions & AppFixtures>({
  appPath: [root, { option: true }],
  place: async ({}, use) => {
    const place = makePlace();
    await use(place);
    removePlace(place);
  },
  launched: async ({ appPath, place }, use, info) => {
    const launched = await launch({ appPath, place });
    await use(launched);
    if (info.status !== info.expectedStatus) {
      const body = await launched.page.screenshot().catch(() => Buffer.alloc(0));
      await info.attach('window', { body, contentType: 'image/png' });
    }
    await launched.close();
  },
});

export { expect } from '@playwright/test';
