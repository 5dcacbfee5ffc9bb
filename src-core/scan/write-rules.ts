/**
 * Writes rules in the form that each scanner reads. None of them can compute the checksum of a key, so each document says how a find is
 * told from a false alarm. Names and prefixes have forms that need no escaping in TOML, YAML or JSON (src-shared/model/names.ts).
 */
import type { Scanner, ScanRule } from './scan-rule.ts';

/** Ends with a newline. */
export function writeRules(scanner: Scanner, rules: readonly ScanRule[]): string {
  return WRITERS[scanner](rules);
}

const CHECKSUM_HINT = [
  'The last six characters of a key are a checksum, which this scanner cannot compute:',
  '`keywright explain --key-file FILE` says under "shape" whether a find is a key or a look-alike.',
];

const HASH_COMMENT = CHECKSUM_HINT.map((line) => `# ${line}\n`).join('');

const WRITERS: Readonly<Record<Scanner, (rules: readonly ScanRule[]) => string>> = {
  gitleaks: writeGitleaks,
  trufflehog: writeTrufflehog,
  github: writeGithub,
};

/** Bits per character below which gitleaks drops a find: `acme_live_xxxxxxxxxxxx_xxxx…` in a document has less, a key about 5. */
const GITLEAKS_ENTROPY = 3.5;

function writeGitleaks(rules: readonly ScanRule[]): string {
  const sections = rules.map(({ id, api, keyword, pattern }) =>
    [
      '',
      '[[rules]]',
      `id = "${id}"`,
      `description = "Key of the API ${api}, issued by Keywright"`,
      `regex = '''${pattern}'''`,
      `keywords = ["${keyword}"]`,
      `entropy = ${GITLEAKS_ENTROPY}`,
      '',
    ].join('\n'),
  );
  return `${HASH_COMMENT}title = "Keys issued by Keywright"\n\n[extend]\nuseDefault = true\n${sections.join('')}`;
}

function writeTrufflehog(rules: readonly ScanRule[]): string {
  if (rules.length === 0) return `${HASH_COMMENT}detectors: []\n`;
  const detectors = rules.map(({ id, api, keyword, pattern }) =>
    [
      `  - name: ${id}`,
      `    description: Key of the API ${api}, issued by Keywright`,
      '    keywords:',
      `      - '${keyword}'`,
      '    regex:',
      `      key: '${pattern}'`,
      '',
    ].join('\n'),
  );
  return `${HASH_COMMENT}detectors:\n${detectors.join('')}`;
}

/** What goes into the fields of a custom pattern. What GitHub puts before and after by itself would miss `my_<key>` and `\n<key>`. */
function writeGithub(rules: readonly ScanRule[]): string {
  const patterns = rules.map(({ id, pattern }) => ({
    name: id,
    secretFormat: pattern,
    beforeSecret: '\\A|[\\s\\S]',
    afterSecret: '\\z|[\\s\\S]',
  }));
  return `${JSON.stringify({ note: CHECKSUM_HINT.join(' '), patterns }, null, 2)}\n`;
}
