/**
 * Secret values as types: they refuse to be printed, serialised or inspected, and can be wiped.
 * Wiping a SecretText only drops our reference: JavaScript strings cannot be overwritten (SECURITY.md).
 */
import { timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';

const MASK = '[secret]';

export class SecretBytes {
  #bytes: Buffer | null;

  /** Takes ownership of the buffer: do not keep or change it elsewhere. */
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The bytes themselves, for an immediate cryptographic call; never store them. Throws after wipe. */
  expose(): Buffer {
    if (this.#bytes === null) throw new Error('secret bytes were wiped');
    return this.#bytes;
  }

  /** Constant-time comparison; false where the lengths differ. */
  equals(other: Uint8Array): boolean {
    const bytes = this.expose();
    return bytes.length === other.length && timingSafeEqual(bytes, other);
  }

  /** Overwrites the bytes with zeros. Safe to call twice. */
  wipe(): void {
    this.#bytes?.fill(0);
    this.#bytes = null;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}

export class SecretText {
  #text: string | null;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself, for an immediate use; never log or store it. Throws after wipe. */
  expose(): string {
    if (this.#text === null) throw new Error('secret text was wiped');
    return this.#text;
  }

  /** Drops the reference. Safe to call twice. */
  wipe(): void {
    this.#text = null;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}
