import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
/** Nonces drawn from the system at a time: each draw is a call into the kernel. */
const NONCE_STOCK = 512;
const TAG_BYTES = 16;
const KEY_ID_BYTES = 4;
/** Values whose text is still known: what is written is mostly sent a moment later. */
const REMEMBERED = 256;

interface Key {
  readonly id: Buffer;
  readonly sealing: Buffer;
  readonly hashing: Buffer;
}

/**
 * Seals people's data for the columns that hold it, and makes the keyed hashes by which it is found again.
 * A sealed value is `key id (4) | nonce (12) | AES-256-GCM ciphertext | tag (16)`; the key id lets keys be rotated.
 */
export class Cipher {
  private readonly keys: readonly [Key, ...Key[]];
  private nonces = Buffer.alloc(0);
  private readonly remembered = new Map<string, { sealed: Buffer; text: string }>();

  /** @param secrets the key in use first, then retired ones that still open old values */
  constructor(secrets: readonly [string, ...string[]]) {
    const [first, ...retired] = secrets;
    this.keys = [derive(first), ...retired.map(derive)];
  }

  /** Begins everything that is sealed with the key in use; tells nothing about the key. */
  get keyId(): Buffer {
    return this.keys[0].id;
  }

  /** Encrypts a text with the key in use. */
  seal(text: string): Buffer {
    const key = this.keys[0];
    const nonce = this.nextNonce();
    const cipher = createCipheriv('aes-256-gcm', key.sealing, nonce);
    const sealed = Buffer.concat([
      key.id,
      nonce,
      cipher.update(text, 'utf8'),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    this.remember(sealed, text);
    return sealed;
  }

  /**
   * Decrypts what `seal` made, with whichever key it was sealed.
   * @throws Error when no key fits or the value was altered
   */
  open(sealed: Buffer): string {
    const known = this.remembered.get(nonceOf(sealed));
    return known?.sealed.equals(sealed) ? known.text : this.decipher(sealed);
  }

  private decipher(sealed: Buffer): string {
    const key = this.keys.find((candidate) =>
      candidate.id.equals(sealed.subarray(0, KEY_ID_BYTES)),
    );
    if (!key) throw new Error('sealed with a key that is not configured');
    const nonce = sealed.subarray(KEY_ID_BYTES, KEY_ID_BYTES + NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key.sealing, nonce);
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    const body = sealed.subarray(KEY_ID_BYTES + NONCE_BYTES, sealed.length - TAG_BYTES);
    return decipher.update(body, undefined, 'utf8') + decipher.final('utf8');
  }

  private remember(sealed: Buffer, text: string): void {
    this.remembered.set(nonceOf(sealed), { sealed, text });
    if (this.remembered.size <= REMEMBERED) return;
    const oldest = this.remembered.keys().next();
    if (!oldest.done) this.remembered.delete(oldest.value);
  }

  /** Whether a key fits and the value is unaltered. */
  canOpen(sealed: Buffer): boolean {
    try {
      this.open(sealed);
      return true;
    } catch {
      return false;
    }
  }

  /** The keyed hash that is stored beside a sealed value. Callers normalise first (a phone: digits only). */
  hash(text: string): Buffer {
    return hashWith(this.keys[0], text);
  }

  /** The hash under every key, to look up values stored before a rotation: `where phone_hash = any($1)`. */
  hashes(text: string): Buffer[] {
    return this.keys.map((key) => hashWith(key, text));
  }

  /** Random, and used once: what is drawn is cut off the stock. */
  private nextNonce(): Buffer {
    if (this.nonces.length === 0) this.nonces = randomBytes(NONCE_BYTES * NONCE_STOCK);
    const nonce = this.nonces.subarray(0, NONCE_BYTES);
    this.nonces = this.nonces.subarray(NONCE_BYTES);
    return nonce;
  }
}

function derive(secret: string): Key {
  const bytes = (purpose: string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, 'linli', purpose, length));
  return {
    id: bytes('key id', KEY_ID_BYTES),
    sealing: bytes('seal', 32),
    hashing: bytes('hash', 32),
  };
}

function hashWith(key: Key, text: string): Buffer {
  return createHmac('sha256', key.hashing).update(text).digest();
}

/** What no two sealed values share. */
function nonceOf(sealed: Buffer): string {
  return sealed.toString('latin1', KEY_ID_BYTES, KEY_ID_BYTES + NONCE_BYTES);
}
