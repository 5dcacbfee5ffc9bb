/** The vault key's sub-keys, each for one purpose; the vault key itself encrypts nothing (docs/vault-format.md, "Vault key"). */
import { hkdfExpand } from '../crypto/hkdf.ts';
import { SecretBytes } from '../secret/secret-bytes.ts';

export const VAULT_KEY_BYTES = 32;

const LABELS = {
  records: 'kw/v1/records',
  manifestItem: 'kw/v1/manifest-item',
  manifestSeal: 'kw/v1/manifest-seal',
  audit: 'kw/v1/audit',
} as const;

export class VaultKeys {
  /** 32 bytes: what the slots wrap. */
  readonly vaultKey: SecretBytes;
  readonly records: SecretBytes;
  readonly manifestItem: SecretBytes;
  readonly manifestSeal: SecretBytes;
  readonly audit: SecretBytes;

  /** Takes ownership of the vault key. */
  constructor(vaultKey: SecretBytes) {
    const expand = (label: string): SecretBytes =>
      new SecretBytes(Buffer.from(hkdfExpand(vaultKey.expose(), Buffer.from(label), 32)));
    this.vaultKey = vaultKey;
    this.records = expand(LABELS.records);
    this.manifestItem = expand(LABELS.manifestItem);
    this.manifestSeal = expand(LABELS.manifestSeal);
    this.audit = expand(LABELS.audit);
  }

  /** Overwrites all of them. Safe to call twice. */
  wipe(): void {
    for (const key of [this.vaultKey, this.records, this.manifestItem, this.manifestSeal]) {
      key.wipe();
    }
    this.audit.wipe();
  }
}
