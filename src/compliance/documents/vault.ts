import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** A document as it lies in the database. */
export interface Sealed {
  readonly keyId: string;
  readonly nonce: Buffer;
  readonly tag: Buffer;
  readonly ciphertext: Buffer;
}

/** Seals and opens documents. Made from the keys of the configuration; nothing else knows them. */
export interface DocumentVault {
  /** The name of the key that seals now. */
  readonly keyId: string;
  seal(documentId: string, bytes: Buffer): Sealed;
  /** Throws when the bytes were altered, or belong to another document, or their key is not configured any more. */
  open(documentId: string, sealed: Sealed): Buffer;
}

/** What stands for a key where it must be named: nothing can be learnt from it. */
const idOf = (key: Buffer): string => createHash('sha256').update(key).digest('hex').slice(0, 12);

/**
 * A vault for these keys, of 32 bytes each: the first seals, all of them open. To rotate, put a new one first.
 * @source NIST SP 800-38D (AES-256-GCM)
 */
export const openVault = (keys: readonly Buffer[]): DocumentVault => {
  const byId = new Map(keys.map((key) => [idOf(key), key]));
  const [first] = keys;
  assert(first !== undefined, 'a vault has a key');
  const keyId = idOf(first);
  return {
    keyId,
    seal: (documentId, bytes) => {
      // Random: with one key, some four billion documents may be sealed before two nonces are likely to be the same.
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', first, nonce).setAAD(Buffer.from(documentId));
      const ciphertext = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return { keyId, nonce, tag: cipher.getAuthTag(), ciphertext };
    },
    open: (documentId, sealed) => {
      const key = byId.get(sealed.keyId);
      assert(
        key,
        `the document ${documentId} is sealed with the key ${sealed.keyId}, which DOCUMENTS_KEY lacks`,
      );
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.nonce, { authTagLength: 16 });
      decipher.setAAD(Buffer.from(documentId)).setAuthTag(sealed.tag);
      return Buffer.concat([decipher.update(sealed.ciphertext), decipher.final()]);
    },
  };
};

/** The keys in DOCUMENTS_KEY: base64 of 32 bytes each, divided by commas. */
export const readKeys = (text: string): readonly Buffer[] => {
  const keys = text.split(',').map((key) => Buffer.from(key, 'base64'));
  assert(
    keys.every((key) => key.length === 32),
    'DOCUMENTS_KEY has keys of 32 bytes',
  );
  return keys;
};

/** Where no key is configured: nothing is sealed, and nothing can be opened. */
export const noVault: DocumentVault = {
  keyId: 'none',
  seal: () => assert.fail('no DOCUMENTS_KEY is configured'),
  open: () => assert.fail('no DOCUMENTS_KEY is configured'),
};
