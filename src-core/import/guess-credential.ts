/** Guesses what a value is from how well-known issuers begin their keys, then from its name. A guess only labels; nothing depends on it. */
import type { EntryKind } from '../vault/entry.ts';

export type ImportedKind = Exclude<EntryKind, 'issued-key'>;

export interface CredentialGuess {
  readonly kind: ImportedKind;
  /** Who issues keys of that form; null: not recognised. */
  readonly issuer: string | null;
}

interface KnownForm {
  readonly pattern: RegExp;
  readonly issuer: string;
  readonly kind: ImportedKind;
}

/** Documented by each issuer or its secret-scanning programme; longest prefixes first where one begins another. */
const KNOWN_FORMS: readonly KnownForm[] = [
  { pattern: /^(sk|rk|pk)_(live|test)_/, issuer: 'Stripe', kind: 'api-key' },
  { pattern: /^whsec_/, issuer: 'Stripe', kind: 'other' },
  { pattern: /^github_pat_/, issuer: 'GitHub', kind: 'token' },
  { pattern: /^gh[opusr]_/, issuer: 'GitHub', kind: 'token' },
  { pattern: /^glpat-/, issuer: 'GitLab', kind: 'token' },
  { pattern: /^xox[abeprs]-/, issuer: 'Slack', kind: 'token' },
  { pattern: /^(AKIA|ASIA)[A-Z0-9]{16}$/, issuer: 'AWS', kind: 'api-key' },
  { pattern: /^AIza[0-9A-Za-z_-]{35}$/, issuer: 'Google', kind: 'api-key' },
  { pattern: /^GOCSPX-/, issuer: 'Google', kind: 'oauth-client' },
  { pattern: /^sk-ant-/, issuer: 'Anthropic', kind: 'api-key' },
  { pattern: /^sk-/, issuer: 'OpenAI', kind: 'api-key' },
  { pattern: /^SG\./, issuer: 'SendGrid', kind: 'api-key' },
  { pattern: /^npm_/, issuer: 'npm', kind: 'token' },
  { pattern: /^pypi-/, issuer: 'PyPI', kind: 'token' },
  { pattern: /^hf_/, issuer: 'Hugging Face', kind: 'token' },
  { pattern: /^shp(at|ss|ca|pa)_/, issuer: 'Shopify', kind: 'token' },
  { pattern: /^do[opr]_v1_/, issuer: 'DigitalOcean', kind: 'token' },
  { pattern: /^figd_/, issuer: 'Figma', kind: 'token' },
  { pattern: /^lin_api_/, issuer: 'Linear', kind: 'api-key' },
  { pattern: /^sntry[su]_/, issuer: 'Sentry', kind: 'token' },
];

const NAME_HINTS: readonly { readonly pattern: RegExp; readonly kind: ImportedKind }[] = [
  { pattern: /CLIENT_?SECRET/i, kind: 'oauth-client' },
  { pattern: /PASS(WORD|WD|PHRASE)?$|(^|_)PWD$/i, kind: 'password' },
  { pattern: /CERT|PEM$/i, kind: 'certificate' },
  { pattern: /TOKEN|JWT|PAT$/i, kind: 'token' },
  { pattern: /KEY|SECRET/i, kind: 'api-key' },
];

export function guessCredential(name: string, value: string): CredentialGuess {
  const known = KNOWN_FORMS.find(({ pattern }) => pattern.test(value));
  if (known !== undefined) return { kind: known.kind, issuer: known.issuer };
  if (value.startsWith('-----BEGIN ')) return { kind: 'certificate', issuer: null };
  const hint = NAME_HINTS.find(({ pattern }) => pattern.test(name));
  return { kind: hint?.kind ?? 'other', issuer: null };
}
