import { createHmac, timingSafeEqual } from 'node:crypto';

const toleranceSeconds = 300;

/**
 * The Stripe-Signature header of a webhook body, with which the sender proves that it knows the endpoint's
 * secret.
 * @source https://docs.stripe.com/webhooks#verify-manually
 */
export const stripeSignature = (body: string, secret: string, at: Temporal.Instant): string => {
  const seconds = Math.floor(at.epochMilliseconds / 1000);
  return `t=${seconds},v1=${digest(seconds, body, secret).toString('hex')}`;
};

/** Whether `header` was made for this body with this secret, less than five minutes before `now`. */
export const isSignedByStripe = (
  header: string | undefined,
  body: string,
  secret: string,
  now: Temporal.Instant,
): boolean => {
  const fields = (header ?? '').split(',').map((field) => field.split('=', 2) as [string, string?]);
  const seconds = Number(fields.find(([name]) => name === 't')?.[1] ?? Number.NaN);
  if (!(Math.abs(now.epochMilliseconds / 1000 - seconds) <= toleranceSeconds)) return false;
  const expected = digest(seconds, body, secret);
  // While a secret is replaced there is one signature for each.
  return fields.some(([name, hex]) => {
    const given = Buffer.from(name === 'v1' ? (hex ?? '') : '', 'hex');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
};

const digest = (seconds: number, body: string, secret: string): Buffer =>
  createHmac('sha256', secret).update(`${seconds}.${body}`).digest();
