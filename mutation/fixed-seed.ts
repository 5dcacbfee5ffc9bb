/** Runs before each test file: one seed for all generated input, so that a mutant that is caught once is caught in every run. */
import fc from 'fast-check';

const SEED = 20_260_601;

fc.configureGlobal({ seed: SEED });
