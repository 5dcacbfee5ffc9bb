/**
 * What a secret scanner must look for to find the keys of one API (docs/key-format.md, "Finding keys in text").
 * [Note: no boundary] The pattern has no word boundary and nothing around it: `\b` misses `my_<key>` and a key behind a line feed that
 * was written as the two characters `\n`. The literal prefix keeps it quiet.
 */
import type { ApiRecord } from '../../src-shared/model/store-records.ts';

export const SCANNERS = ['gitleaks', 'trufflehog', 'github'] as const;
export type Scanner = (typeof SCANNERS)[number];

export interface ScanRule {
  /** `keywright-` and the name of the API. */
  readonly id: string;
  readonly api: string;
  /** How every key of the API begins: `acme_`. Scanners look for it first. */
  readonly keyword: string;
  /** For RE2, Hyperscan and JavaScript alike. */
  readonly pattern: string;
}

/** One rule for each API, in the order given. */
export function scanRules(
  apis: readonly Pick<ApiRecord, 'name' | 'prefix' | 'environments'>[],
): readonly ScanRule[] {
  return apis.map(({ name, prefix, environments }) => ({
    id: `keywright-${name}`,
    api: name,
    keyword: `${prefix}_`,
    pattern: `${prefix}_(?:${environments.join('|')})_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}`,
  }));
}
