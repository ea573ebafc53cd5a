import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { languages } from '#platform';
import { defaultParameters, parametersSchema, type PolicyParametersInput } from '../parameters.ts';
import { changesBetween } from './changes.ts';

const toward = (after: PolicyParametersInput) =>
  changesBetween(defaultParameters, parametersSchema.parse(after));

describe('what changes between two versions', () => {
  it('is nothing when they promise the same', () => assert.deepEqual(toward({}), []));

  it('is said for every parameter, in every language, without holes', () => {
    const other: Required<PolicyParametersInput> = {
      quarantineDays: 1,
      resaleAfterDays: 90,
      registrationDays: 20,
      retainedFees: 'proportional',
      reminderDays: [],
      quarantineReminderDays: [5],
      refundableDays: { paypal: null, card: 1 },
      reservationMinutes: 1,
      priceNoticeDays: 45,
      announcementDays: 60,
    };
    const changes = toward(other);
    assert.deepEqual(
      new Set(changes.map(({ parameter }) => parameter)),
      new Set(Object.keys(defaultParameters)),
    );
    for (const { parameter, texts } of changes) {
      assert.equal(new Set(languages.map((language) => texts[language])).size, 3, parameter);
      for (const language of languages)
        assert.doesNotMatch(
          texts[language],
          /undefined|null|NaN|\[object|\b(?<![,\d] |and )1 (?:days|días|giorni|minutes)\b/,
        );
    }
  });

  it('reads as a person would say it', () => {
    const [quarantine] = toward({ quarantineDays: 20 });
    assert.deepEqual([quarantine!.clause, quarantine!.before, quarantine!.after], ['C3', 34, 20]);
    assert.deepEqual(quarantine!.texts, {
      en: 'A cancelled number can be restored for 20 days instead of 34.',
      es: 'Un número cancelado se puede recuperar durante 20 días en lugar de 34.',
      it: 'Un numero cancellato si può recuperare per 20 giorni invece di 34.',
    });
    assert.equal(
      toward({ reminderDays: [10, 2] })[0]!.texts.en,
      'Reminders before a number is cancelled: 10 and 2 days before (until now: 14, 7, 3 and 1 day before).',
    );
    assert.equal(
      toward({ refundableDays: { paypal: 120, bank: 365 } })[0]!.texts.en,
      'Payments can be paid back through their processor: PayPal for 120 days (until now for 180 days); bank transfers for 365 days (until now without limit).',
    );
  });
});
