import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { languages, type Language } from '#platform';
import { clauseIds } from '../clauses/clause.ts';
import { decideRefund } from '../refunds/decide-refund.ts';
import { creditFacts } from '../refunds/testing/sample-facts.ts';
import type { Operator } from '../operator.ts';
import { parametersSchema, type PolicyParametersInput } from '../parameters.ts';
import { policyText, policyTexts } from './policy-text.ts';
import { renderPolicy } from './render-policy.ts';

const operator: Operator = {
  name: 'Numbers & Co',
  timeZone: 'Europe/Madrid',
  currency: 'EUR',
  supportEmail: 'help@numbers.example',
};

const written = (parameters: PolicyParametersInput, language: Language): string =>
  renderPolicy(
    {
      id: 4,
      inForceFrom: Temporal.PlainDate.from('2022-05-01'),
      parameters: parametersSchema.parse(parameters),
      createdAt: Temporal.Instant.from('2022-03-01T00:00:00Z'),
      publishedAt: Temporal.Instant.from('2022-03-10T00:00:00Z'),
      publishedBy: 'staff:1',
    },
    policyText(parametersSchema.parse(parameters), operator, language),
    language,
  ).replaceAll('\u00a0', ' ');

const check = (
  parameters: PolicyParametersInput,
  expected: Readonly<Record<Language, readonly string[]>>,
): void => {
  for (const language of languages)
    for (const phrase of expected[language])
      assert.ok(written(parameters, language).includes(phrase), `${language}: ${phrase}`);
};

describe('the published policy', () => {
  it('has every clause once, in order, in every language', () => {
    const texts = policyTexts(parametersSchema.parse({}), operator);
    for (const language of languages)
      assert.deepEqual(
        texts[language].sections.flatMap((section) => section.clauses.map(({ id }) => id)),
        clauseIds,
      );
  });

  it('says the same number of things in every language, and has no holes', () => {
    const everywhere: readonly PolicyParametersInput[] = [
      {},
      {
        quarantineDays: 1,
        resaleAfterDays: 1,
        registrationDays: 1,
        retainedFees: 'proportional',
        reminderDays: [],
        quarantineReminderDays: [],
        refundableDays: { paypal: null, card: 1, bank: 400 },
        priceNoticeDays: 0,
        announcementDays: 0,
      },
      { quarantineDays: 400, resaleAfterDays: 90, reminderDays: [1], quarantineReminderDays: [1] },
    ];
    for (const parameters of everywhere) {
      const texts = languages.map((language) => written(parameters, language));
      const [en, ...others] = texts.map((text) => text.split('\n\n').length);
      assert.deepEqual(others, [en, en]);
      for (const text of texts) assert.doesNotMatch(text, /undefined|\bnull\b|NaN|\$\{| {2}| \.|^\s*$/);
      assert.doesNotMatch(texts[2]!, /\b(?:il|al|del|dal) (?:8|11)\b/);
    }
  });

  it('says who publishes it, where its dates are, and from when it is in force', () => {
    check(
      {},
      {
        en: ['Version 4, in force from 1 May 2022.', 'Numbers & Co', 'Europe/Madrid', 'help@numbers.example'],
        es: ['Versión 4, en vigor desde el 1 de mayo de 2022.', 'Numbers & Co', 'Europe/Madrid'],
        it: ['Versione 4, in vigore dal 1º maggio 2022.', 'Numbers & Co', 'Europe/Madrid'],
      },
    );
  });

  it('is written from its parameters', () => {
    check(
      { quarantineDays: 20 },
      {
        en: ['in quarantine for 20 days', 'through 29 April; on 30 April at 00:00', '7 days after it,'],
        es: ['en cuarentena durante 20 días', 'hasta el 29 de abril inclusive; el 30 de abril a las 00:00'],
        it: ['in quarantena per 20 giorni', 'fino al 29 aprile compreso; il 30 aprile alle 00:00'],
      },
    );
    check(
      { quarantineDays: 400 },
      {
        en: ['through 14 May 2023; on 15 May 2023'],
        es: ['hasta el 14 de mayo de 2023'],
        it: ['fino al 14 maggio 2023'],
      },
    );
    check(
      { registrationDays: 45, announcementDays: 60, priceNoticeDays: 15, reminderDays: [2, 1, 10] },
      {
        en: [
          'You have 45 days',
          'announced 60 days before',
          'at least 15 days after',
          '10, 2 and 1 day before',
        ],
        es: ['Tiene 45 días', 'se anuncia 60 días antes', 'al menos 15 días después', '10, 2 y 1 día antes'],
        it: [
          'Hai 45 giorni',
          'annunciata 60 giorni prima',
          'almeno 15 giorni dopo',
          '10, 2 e 1 giorno prima',
        ],
      },
    );
    check(
      { refundableDays: { paypal: 100, card: 365 }, resaleAfterDays: 90 },
      {
        en: ['PayPal, 100 days and cards, 365 days.', 'before 90 days have passed'],
        es: ['PayPal, 100 días y tarjetas, 365 días.', 'hasta que pasen 90 días'],
        it: ['PayPal, 100 giorni e carte, 365 giorni.', 'prima che siano passati 90 giorni'],
      },
    );
  });

  it('tells what a restore costs with the operator’s own quarantine (example A)', () => {
    check(
      {},
      {
        en: [
          'Restored on 20 April it costs €4.00 and is paid until 10 May.',
          'Restored on 13 May it costs €8.00 and is paid until 10 June.',
        ],
        es: ['Si se recupera el 13 de mayo, cuesta 8,00 € y queda pagado hasta el 10 de junio.'],
        it: ['Recuperato il 13 maggio, costa 8,00 € ed è pagato fino al 10 giugno.'],
      },
    );
    assert.doesNotMatch(written({ quarantineDays: 5 }, 'en'), /€8\.00/);
  });

  it('gives examples of retained fees that the decisions agree with (examples C and D)', () => {
    check(
      { retainedFees: 'whole' },
      { en: ['we retain €2.05; €37.95 goes back'], es: ['vuelven 37,95 €'], it: ['tornano 37,95 €'] },
    );
    check(
      { retainedFees: 'proportional' },
      { en: ['× 40 ÷ 50 = €1.64; €38.36 goes back'], es: ['vuelven 38,36 €'], it: ['tornano 38,36 €'] },
    );
    const paidBack = (retainedFees: 'whole' | 'proportional'): bigint =>
      decideRefund(
        creditFacts({
          payments: [{ id: 'p', via: 'paypal', amount: '50.00', fee: '2.05' }],
          credit: [{ left: '40.00', of: 'p' }],
          retainedFees,
        }),
      ).paidBackMicros;
    assert.deepEqual([paidBack('whole'), paidBack('proportional')], [37_950_000n, 38_360_000n]);
  });
});
