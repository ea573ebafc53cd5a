import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRefusal } from '#platform';
import { readParameters } from './draft-version.ts';

describe('the parameters of a policy', () => {
  it('have the defaults of the specification', () => {
    assert.deepEqual(readParameters({}), {
      quarantineDays: 34,
      resaleAfterDays: null,
      registrationDays: 30,
      retainedFees: 'whole',
      reminderDays: [14, 7, 3, 1],
      quarantineReminderDays: [7, 20, 30, 33],
      refundableDays: { paypal: 180, card: null, bank: null },
      reservationMinutes: 15,
      priceNoticeDays: 30,
      announcementDays: 30,
    });
  });

  it('keep what is given', () => {
    const given = readParameters({ retainedFees: 'proportional', refundableDays: { card: 90 } });
    assert.equal(given.retainedFees, 'proportional');
    assert.deepEqual(given.refundableDays, { paypal: 180, card: 90, bank: null });
  });

  for (const [parameters, name] of [
    [{ quarantineDay: 34 }, 'quarantineDay'],
    [{ quarantineDays: 0 }, 'quarantineDays'],
    [{ quarantineDays: 3.5 }, 'quarantineDays'],
    [{ quarantineDays: '34' }, 'quarantineDays'],
    [{ retainedFees: 'none' }, 'retainedFees'],
    [{ reminderDays: [7, 7] }, 'reminderDays'],
    [{ reminderDays: [7, 0] }, 'reminderDays.1'],
    [{ refundableDays: { cash: 1 } }, 'refundableDays.cash'],
  ] as const)
    it(`refuse ${JSON.stringify(parameters)} and name ${name}`, () => {
      assert.throws(
        () => readParameters(parameters),
        (error) =>
          isRefusal(error) &&
          error.code === 'policy.invalid_parameters' &&
          (error.data as { parameter: string }).parameter === name,
      );
    });
});
