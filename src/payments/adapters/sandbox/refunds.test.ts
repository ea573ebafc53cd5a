import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOutage, open, paid } from '../../../../test/support/sandbox-processors.ts';

describe('a sandbox refund', () => {
  for (const processor of ['paypal', 'card', 'bank'] as const) {
    it(`by ${processor} succeeds at once, when nothing else is said, and is one under its key`, async () => {
      const world = await open();
      const refund = (await paid(world, processor))('37.95');
      assert.equal(await refund.fetch(), null);
      const [one, two] = await Promise.all([refund.ask(), refund.ask()]);
      assert.equal(one.state, 'succeeded');
      assert.equal(one.reference, two.reference);
      assert.equal((await refund.fetch())?.reference, one.reference);
    });

    it(`by ${processor} is pending for a day, or fails a day after it succeeded`, async () => {
      const world = await open();
      const refund = await paid(world, processor, { refund: ['pending', 'succeeds_then_fails'] });
      const [first, second] = [refund('10.00'), refund('10.00')];
      assert.equal((await first.ask()).state, 'pending');
      assert.equal((await second.ask()).state, 'succeeded');
      world.wait(24);
      await world.deliver();
      assert.equal((await first.fetch())?.state, 'succeeded');
      const failed = await second.fetch();
      assert.equal(failed?.state, 'failed');
      assert.ok(failed?.failure);
    });
  }

  it('of more than is left of the payment fails', async () => {
    const refund = await paid(await open(), 'card');
    assert.equal((await refund('30.00').ask()).state, 'succeeded');
    assert.equal((await refund('20.01').ask()).state, 'failed');
    assert.equal((await refund('20.00').ask()).state, 'succeeded');
  });

  it('by PayPal comes too late after 180 days', async () => {
    const world = await open();
    const refund = await paid(world, 'paypal');
    world.wait(180 * 24 - 1);
    assert.equal((await refund('1.00').ask()).state, 'succeeded');
    world.wait(1);
    assert.equal((await refund('1.00').ask()).state, 'too_late');
  });

  it('whose answer got lost is found by our key', async () => {
    const refund = (await paid(await open(), 'paypal', { refund: 'outcome_unknown' }))('10.00');
    await assert.rejects(refund.ask(), isOutage);
    assert.equal((await refund.fetch())?.state, 'succeeded');
  });

  it('that never reached the processor is not found', async () => {
    const refund = (await paid(await open(), 'card', { refund: 'unreachable' }))('10.00');
    await assert.rejects(refund.ask(), isOutage);
    assert.equal(await refund.fetch(), null);
    assert.equal((await refund.ask()).state, 'succeeded');
  });
});
