/** The feed that a package is made with: `KEYWRIGHT_UPDATE_URL` and `KEYWRIGHT_UPDATE_KEY`, both or none. */
import { createPublicKey } from 'node:crypto';
import type { UpdateFeed } from './stage.ts';

/** Null where no feed is asked for: the package then never looks for updates. Throws where it is half or wrongly given. */
export function readUpdateFeed(
  env: Readonly<Record<string, string | undefined>>,
): UpdateFeed | null {
  const { KEYWRIGHT_UPDATE_URL: url, KEYWRIGHT_UPDATE_KEY: publicKey } = env;
  if (!url && !publicKey) return null;
  if (!url || !publicKey) {
    throw new Error('updates need both KEYWRIGHT_UPDATE_URL and KEYWRIGHT_UPDATE_KEY');
  }
  if (URL.parse(url)?.protocol !== 'https:')
    throw new Error('KEYWRIGHT_UPDATE_URL is no https address');
  if (!isEd25519(publicKey)) {
    throw new Error('KEYWRIGHT_UPDATE_KEY is no Ed25519 public key (SPKI in base64)');
  }
  return { url, publicKey };
}

function isEd25519(publicKey: string): boolean {
  try {
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    return key.asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}
