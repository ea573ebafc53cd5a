// Secrets of endpoints: made, kept encrypted, and signed with.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts what is kept and must be had again. */
export interface SecretBox {
  /** `owner` is bound to the result: what was sealed for one endpoint opens for no other. */
  seal(owner: string, secret: string): Buffer;
  /** Throws when it was sealed with another key. */
  open(owner: string, sealed: Buffer): string;
}

const nonceBytes = 12;
const tagBytes = 16;

/** A box whose key is made from RINGFENCE_SECRET. @source RFC 5869 (HKDF), NIST SP 800-38D (GCM) */
export const secretBox = (installationSecret: string): SecretBox => {
  const key = Buffer.from(
    hkdfSync('sha256', installationSecret, '', 'ringfence/webhooks/endpoint-secrets', 32),
  );
  return {
    seal: (owner, secret) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]);
    },
    open: (owner, sealed) => {
      const nonce = sealed.subarray(0, nonceBytes);
      const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(owner)).setAuthTag(tag);
      return Buffer.concat([
        decipher.update(sealed.subarray(nonceBytes + tagBytes)),
        decipher.final(),
      ]).toString('utf8');
    },
  };
};

/** A new secret, as its owner reads it: `whsec_` and 32 bytes in base64. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** What is signed: id and seconds since 1970, as they stand in the headers, and the body byte for byte. */
export interface Signable {
  readonly id: string;
  readonly timestamp: number;
  readonly body: string;
}

/**
 * The webhook-signature header: one signature for each secret that is valid now, so that a receiver may hold either.
 * @source Standard Webhooks 1.0, “Signature scheme”
 */
export const signatureOf = (secrets: readonly string[], { id, timestamp, body }: Signable): string =>
  secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
      return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
    })
    .join(' ');
