import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);
// 19 MiB and two passes: about 55 ms a password on one core of the machine that this was written on.
const memoryKib = 19_456;
const passes = 2;
const tagLength = 32;

/**
 * The fewest characters of a password; the only rule, as long ones beat complicated ones (NIST SP 800-63B).
 */
export const shortestPassword = 10;
export const longestPassword = 128;

const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

/**
 * Hashes a password with argon2id into the usual self-describing text, so that the cost can be raised later.
 * @source RFC 9106; OWASP Password Storage Cheat Sheet (m=19456, t=2, p=1)
 */
export const hashPassword = async (password: string): Promise<string> => {
  const nonce = randomBytes(16);
  const message = password.normalize('NFKC');
  const tag = await derive('argon2id', {
    message,
    nonce,
    parallelism: 1,
    tagLength,
    memory: memoryKib,
    passes,
  });
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=1$${base64(nonce)}$${base64(tag)}`;
};

const shape = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Whether `password` is the one that `hash` was made from; false for a hash of another kind. */
export const verifyPassword = async (hash: string, password: string): Promise<boolean> => {
  const match = shape.exec(hash);
  if (!match) return false;
  const [memory, time, parallelism] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const expected = Buffer.from(match[5]!, 'base64');
  const found = await derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce: Buffer.from(match[4]!, 'base64'),
    parallelism,
    tagLength: expected.length,
    memory,
    passes: time,
  });
  return timingSafeEqual(found, expected);
};
