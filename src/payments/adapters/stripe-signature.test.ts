import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSignedByStripe, stripeSignature } from './stripe-signature.ts';

const now = Temporal.Instant.from('2022-03-10T08:00:00Z');
const header = stripeSignature('{"id":"evt_1"}', 'whsec_a', now);

const check = (
  signed: boolean,
  {
    given = header,
    body = '{"id":"evt_1"}',
    secret = 'whsec_a',
    at = now,
  }: { given?: string | undefined; body?: string; secret?: string; at?: Temporal.Instant },
) => assert.equal(isSignedByStripe(given, body, secret, at), signed);

describe("Stripe's signature", () => {
  it('holds for the body, the secret and five minutes', () => {
    check(true, {});
    check(true, { at: now.add({ minutes: 5 }) });
    check(false, { at: now.add({ minutes: 6 }) });
    check(false, { body: '{"id":"evt_2"}' });
    check(false, { secret: 'whsec_b' });
  });

  it('is one of several while a secret is replaced', () => {
    const both = `${stripeSignature('{"id":"evt_1"}', 'whsec_b', now)},${header.split(',')[1]}`;
    check(true, { given: both });
    check(true, { given: both, secret: 'whsec_b' });
  });

  it('is refused when it is missing or no signature at all', () => {
    assert.equal(isSignedByStripe(undefined, '{}', 'whsec_a', now), false);
    check(false, { given: 'v1=00' });
    check(false, { given: 't=1646899200' });
    check(false, { given: 't=soon,v1=zz' });
  });
});
