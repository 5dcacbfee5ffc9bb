/** All cases, in the order of the table. */
import type { BenchCase } from './cases/bench-case.ts';
import { cliList } from './cases/cli-list.ts';
import { httpFlood } from './cases/http-flood.ts';
import { httpVerify } from './cases/http-verify.ts';
import { issueMany } from './cases/issue-many.ts';
import { soak } from './cases/soak.ts';
import { vaultOpen } from './cases/vault-open.ts';
import { vaultSave } from './cases/vault-save.ts';
import { verifyBetterAuth } from './cases/verify-better-auth.ts';
import { verifyCached } from './cases/verify-cached.ts';
import { verifyCold } from './cases/verify-cold.ts';
import { verifyGrowth } from './cases/verify-growth.ts';
import { windowScroll } from './cases/window-scroll.ts';
import { windowSearch } from './cases/window-search.ts';
import { windowStart } from './cases/window-start.ts';
import { windowUnlock } from './cases/window-unlock.ts';
import { windowWeight } from './cases/window-weight.ts';

export const BENCH_CASES: readonly BenchCase[] = [
  verifyCached,
  verifyBetterAuth,
  verifyGrowth,
  verifyCold,
  httpVerify,
  httpFlood,
  vaultOpen,
  vaultSave,
  issueMany,
  cliList,
  windowStart,
  windowUnlock,
  windowSearch,
  windowScroll,
  windowWeight,
  soak,
];
