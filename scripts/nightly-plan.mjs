// What a night runs: each suite with the scale at which its counts reach the figures of docs/testing.md. A figure is what the suite itself
// says it did (reportFigure of test/scale.ts), and the least that must be reached.

/** The order is that of worth: what a night is cut short of stands last. */
export const NIGHTLY = [
  {
    name: 'sql-edits',
    paths: ['test/core/vault/manifest.test.ts'],
    scale: 20,
    figures: { 'SQL edits of a vault': 10_000 },
  },
  {
    name: 'store-kills',
    paths: ['test/torture/store-kill.test.ts'],
    scale: 20,
    figures: { 'kills of the store’s writers': 1_000 },
  },
  {
    name: 'database-kills',
    paths: ['test/core/store/postgres/server-kill.test.ts'],
    scale: 25,
    figures: { 'kills of a database process under writers': 100 },
  },
  {
    name: 'vault-kills',
    paths: ['test/core/vault/sudden-death.anomaly.test.ts'],
    title: 'under two writers',
    scale: 20,
    figures: { 'kills of the vault’s writers': 1_000 },
  },
  {
    name: 'password-kills',
    paths: ['test/core/vault/sudden-death.anomaly.test.ts'],
    title: 'during a password change',
    scale: 20,
    figures: { 'kills of a password change': 1_000 },
  },
  {
    name: 'rekey-kills',
    paths: ['test/core/vault/rekey-death.anomaly.test.ts'],
    scale: 50,
    figures: { 'kills of a rekey': 1_000 },
  },
  {
    name: 'power-cuts',
    paths: ['test/torture/power-loss.test.ts'],
    scale: 50,
    figures: { 'power cuts': 20_000 },
  },
  {
    name: 'engine-kills',
    paths: ['test/torture/two-engines.test.ts'],
    scale: 20,
    figures: { 'kills of two engines on vault and store': 1_000 },
  },
  { name: 'timing', paths: ['test/timing'], scale: 10, figures: { 'timing samples': 600_000 } },
  { name: 'simulation', paths: ['test/simulation'], scale: 50, figures: {} },
  { name: 'key-format', paths: ['test/shared/key-format'], scale: 50, figures: {} },
  { name: 'limiter', paths: ['test/core/limits'], scale: 50, figures: {} },
  { name: 'audit', paths: ['test/core/audit', 'test/core/log'], scale: 20, figures: {} },
  { name: 'histories', paths: ['test/core/store', 'test/core/verify'], scale: 40, figures: {} },
  {
    name: 'vault-mutations',
    paths: ['test/hostile/vault-files.test.ts'],
    // Half of them vaults, half backups.
    scale: 500,
    figures: { 'changed files': 1_000_000 },
  },
  {
    name: 'small-file-mutations',
    paths: ['test/hostile/small-files.test.ts', 'test/hostile/env-files.test.ts'],
    scale: 20,
    figures: {},
  },
  { name: 'store-mutations', paths: ['test/hostile/store-files.test.ts'], scale: 20, figures: {} },
];
