/** The environment in which an area's tests run: which area, small counts, one seed. */
import { type AreaName, areaOf } from './areas.ts';

const SEED = '20260601';

export function areaEnvironment(area: AreaName): NodeJS.ProcessEnv {
  return {
    ...process.env,
    KEYWRIGHT_TEST_SCALE: String(areaOf(area).scale),
    KEYWRIGHT_TEST_SEED: SEED,
    KEYWRIGHT_TEST_AREA: area,
  };
}
