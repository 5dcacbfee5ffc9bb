/** The main job, chapter by chapter: catalog, issue, verify, rotate, revoke, and everything still there after a restart. */

import type { RandomSource } from '../../src-core/runtime/random.ts';
import { encodeBase62 } from '../../src-shared/ids/base62.ts';
import type { VersionId } from '../../src-shared/ids/ids.ts';
import { encodeToken } from '../../src-shared/key-format/token.ts';
import { postVerify, type Stage, TourFailure } from './stage.ts';

const STRIPE_KEY = 'sk_test_tourOnlyNotARealKey0042';

export async function tellCatalog(stage: Stage): Promise<void> {
  await stage.chapter(
    'A vault',
    'One encrypted file, opened by a password or by the recovery code.',
  );
  await stage.keywright(['init', '--pepper', 'file']);
  await stage.keywright(['unlock']);
  await stage.chapter('The catalog', 'Keys of others, found again by name, tag or expiry.');
  await stage.keywright(['add', 'Stripe', '--tag', 'billing', '--expires', '90d'], {
    input: { text: STRIPE_KEY, shownAs: 'pass show stripe' },
  });
  await stage.keywright(['list', 'tag:billing']);
  const shown = await stage.keywright(['show', 'Stripe', '--reveal']);
  if (shown !== STRIPE_KEY) throw new TourFailure('The revealed secret is not the one added');
  stage.remark(
    '`keywright copy Stripe` puts it on the clipboard for 30 s; the tour leaves yours alone.',
  );
}

export interface IssuedKeys {
  readonly reporting: string;
  readonly burst: string;
  readonly brief: string;
}

export async function tellIssuing(stage: Stage): Promise<IssuedKeys> {
  await stage.chapter(
    'Your own keys',
    'An API, and a key for it. The key is shown once; the store keeps a keyed hash.',
  );
  await stage.keywright(['api', 'create', 'billing', '--prefix', 'acme']);
  const issue = (options: string): Promise<string> =>
    stage.keywright(['issue', '--api', 'billing', '--env', 'live', ...options.split(' ')]);
  const reporting = await issue(
    '--name reporting --owner team:payments --permission invoices.read --expires 90d --rate 100/1m',
  );
  const burst = await issue(
    '--name burst --owner app:crawler --permission invoices.read --rate 2/1m',
  );
  const brief = await issue('--name brief --owner person:ada --expires 1s --no-save');
  await stage.keywright(['list']);
  return { reporting, burst, brief };
}

interface Verifying {
  readonly url: string;
  readonly keys: IssuedKeys;
  readonly random: RandomSource;
}

export async function tellVerifying(stage: Stage, { url, keys, random }: Verifying): Promise<void> {
  const { reporting, burst, brief } = keys;
  const key = { url, token: reporting, tokenName: '$KEY' };
  await stage.ask({ ...key, permission: 'invoices.read', expected: 'valid' });
  await stage.ask({ ...key, permission: 'invoices.write', expected: 'permission-denied' });
  await stage.ask({
    url,
    token: withTypo(reporting),
    tokenName: '$KEY_WITH_TYPO',
    expected: 'malformed',
  });
  await stage.ask({ url, token: unknownKey(random), tokenName: '$STRANGER', expected: 'unknown' });
  const asksBrief = { url, token: brief, tokenName: '$BRIEF' };
  await waitForOutcome(asksBrief, 'expired');
  await stage.ask({ ...asksBrief, expected: 'expired' });
  const asksBurst = { url, token: burst, tokenName: '$BURST' };
  await stage.ask({ ...asksBurst, expected: 'valid' });
  await stage.ask({ ...asksBurst, expected: 'valid' });
  await stage.ask({ ...asksBurst, expected: 'rate-limited' });
}

/** Gives the token that is active at the end. */
export async function tellRotation(stage: Stage, url: string, first: string): Promise<string> {
  await stage.chapter(
    'Rotation',
    'Both secrets work until the end of grace; limits count over both.',
  );
  const second = await stage.keywright(['rotate', 'reporting', '--grace', '1h']);
  const old = { url, token: first, tokenName: '$OLD' };
  await stage.ask({ ...old, expected: 'valid' });
  await stage.ask({ url, token: second, tokenName: '$NEW', expected: 'valid' });
  await stage.keywright(['extend', 'reporting', '1h']);
  await stage.keywright(['finish', 'reporting']);
  await stage.ask({ ...old, expected: 'retired' });
  await stage.chapter('Second thoughts', 'Within the grace a rotation can be rolled back.');
  const third = await stage.keywright(['rotate', 'reporting']);
  await stage.keywright(['rollback', 'reporting']);
  await stage.ask({ url, token: third, tokenName: '$NEWEST', expected: 'revoked' });
  await stage.ask({ url, token: second, tokenName: '$NEW', expected: 'valid' });
  return second;
}

export async function tellRevocation(stage: Stage, url: string, token: string): Promise<void> {
  await stage.chapter(
    'Revocation',
    'Refused at the next verification, by servers that run already too.',
  );
  await stage.keywright([
    'revoke',
    'reporting',
    '--reason',
    'leaked',
    '--note',
    'seen in a ticket',
  ]);
  await stage.ask({ url, token, tokenName: '$NEW', expected: 'revoked' });
}

export async function tellReturn(stage: Stage, token: string): Promise<void> {
  await stage.chapter('Coming back', 'Everything closed, then opened again: all is as it was.');
  await stage.keywright(['lock']);
  await stage.keywright(['unlock']);
  await stage.keywright(['list']);
  await stage.keywright(['verify'], {
    input: { text: token, shownAs: 'echo "$NEW"' },
    exit: 1,
    maxLines: 2,
  });
  await stage.chapter(
    'The audit log',
    'Who did what, when and why; and proof that nothing was changed.',
  );
  await stage.keywright(['audit', 'list', '--limit', '12']);
  await stage.keywright(['audit', 'verify']);
}

/** The last character of the secret, changed: the checksum no longer fits. */
function withTypo(token: string): string {
  return token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
}

/** A well-formed key that nobody issued. */
function unknownKey(random: RandomSource): string {
  return encodeToken({
    prefix: 'acme',
    environment: 'live',
    versionId: encodeBase62(random.bytes(8), 12) as VersionId,
    secret: encodeBase62(random.bytes(31), 43),
  });
}

async function waitForOutcome(
  question: Parameters<typeof postVerify>[0],
  outcome: string,
): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    if ((await postVerify(question)).outcome === outcome) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
}
