import { structuredJson } from './structured-json.ts';

/** The codec of the main process and of utility processes. */
export const codec = structuredJson();
