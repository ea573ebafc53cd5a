import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { systemClock } from '#platform';
import { newSecret, secretBox, signatureOf } from './secrets.ts';

// Asked when a test runs: the library refuses what is older than five minutes, and this file is read long before.
const secondsNow = (): number => Math.floor(systemClock.now().epochMilliseconds / 1_000);
const headersOf = (id: string, seconds: number, signature: string) => ({
  'webhook-id': id,
  'webhook-timestamp': String(seconds),
  'webhook-signature': signature,
});

describe('a signature', () => {
  it('verifies by the specification’s own library, for any JSON', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.json(), (id, body) => {
        const secret = newSecret();
        const seconds = secondsNow();
        const signature = signatureOf([secret], { id, timestamp: seconds, body });
        assert.deepEqual(
          new Webhook(secret).verify(body, headersOf(id, seconds, signature)),
          JSON.parse(body),
        );
      }),
    );
  });

  it('verifies with the old secret and with the new one while both are valid, and with no other', () => {
    const [old, current] = [newSecret(), newSecret()];
    const seconds = secondsNow();
    const signature = signatureOf([current, old], { id: 'm', timestamp: seconds, body: '{}' });
    for (const secret of [old, current]) new Webhook(secret).verify('{}', headersOf('m', seconds, signature));
    assert.throws(() => new Webhook(newSecret()).verify('{}', headersOf('m', seconds, signature)));
    assert.throws(() => new Webhook(current).verify('{ }', headersOf('m', seconds, signature)));
  });
});

describe('a secret that is kept', () => {
  const box = secretBox('the secret of an installation');

  it('opens as it was', () => {
    fc.assert(
      fc.property(fc.string(), (secret) => assert.equal(box.open('e1', box.seal('e1', secret)), secret)),
    );
  });

  it('is not readable, and never sealed the same way twice', () => {
    const secret = newSecret();
    const [one, other] = [box.seal('e1', secret), box.seal('e1', secret)];
    assert.equal(one.includes(secret), false);
    assert.notDeepEqual(one, other);
  });

  it('opens for no other endpoint, with no other key, and not when a bit of it changed', () => {
    const sealed = box.seal('e1', newSecret());
    assert.throws(() => box.open('e2', sealed));
    assert.throws(() => secretBox('another secret').open('e1', sealed));
    for (const at of [0, 12, 28, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      assert.throws(() => box.open('e1', changed), `byte ${at}`);
    }
  });
});
