import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { languages, type Language } from '#platform';
import { clauses } from '../clauses/all.ts';
import { decideRefund } from './decide-refund.ts';
import { explainDecision } from './explain-decision.ts';
import type { RefundFacts } from './facts.ts';
import { creditFacts } from './testing/sample-facts.ts';

const check = (facts: RefundFacts, language: Language, expected: readonly string[]): void => {
  const { summary, lines } = explainDecision(decideRefund(facts), language);
  const told = lines.map(
    ({ clause, text, effect }) => `${clause} ${text}${effect === null ? '' : ` ${effect}`}`,
  );
  // Intl writes the space before a currency sign as one that does not break.
  assert.deepEqual(
    [summary, ...told].map((line) => line.replaceAll('\u00a0', ' ')),
    expected,
  );
};

const leaving = creditFacts({
  payments: [
    { id: 'b', via: 'bank', amount: '30.00', on: '2022-03-08' },
    { id: 'c', via: 'card', amount: '10.00', fee: '0.40', on: '2022-03-09' },
    { id: 'p', via: 'paypal', amount: '50.00', fee: '2.05', on: '2022-03-11' },
  ],
  credit: [
    { left: '5.00' },
    { left: '3.004', of: 'b' },
    { left: '0.35', of: 'c' },
    { left: '40.00', of: 'p' },
  ],
});

describe('a decision is told', () => {
  it('in English', () => {
    check(leaving, 'en', [
      '€40.95 is paid back to you: €43.00 of your credit, less €2.05 of fees. The rest of what you asked for is not paid back; the reasons are below.',
      'R1 Your unspent credit is €48.354. €48.354',
      'N5 €5.00 of it is promotional credit, which is not paid back in money and stays as credit. -€5.00',
      'R4 €2.05, the fee of the PayPal payment of 11 March 2022, is retained: it was kept by the processor and is not given back to us. -€2.05',
      'R1 €37.95 goes back to the PayPal payment of 11 March 2022.',
      'R4 The €0.35 that comes from the card payment of 9 March 2022 is left alone: nothing would remain of it after the fee of €0.40 that is still to be retained. It stays as credit, and nothing is retained. -€0.35',
      'R4 The bank transfer of 8 March 2022 carries no fee that could be retained.',
      'R1 €3.00 goes back to the bank transfer of 8 March 2022.',
      'R1 €0.004, what is left of payments below a cent, stays as credit. -€0.004',
    ]);
  });

  it('in Spanish', () => {
    check(leaving, 'es', [
      'Se le devuelven 40,95 €: 43,00 € de su saldo, menos 2,05 € de comisiones. El resto de lo que ha pedido no se devuelve; abajo se explica por qué.',
      'R1 Su saldo sin gastar es de 48,354 €. 48,354 €',
      'N5 5,00 € son saldo promocional, que no se devuelve en dinero y se conserva como saldo. -5,00 €',
      'R4 Se retienen 2,05 €, la comisión del pago con PayPal del 11 de marzo de 2022: se la quedó la pasarela de pago y no nos la devuelve. -2,05 €',
      'R1 Al pago con PayPal del 11 de marzo de 2022 vuelven 37,95 €.',
      'R4 La parte que procede del pago con tarjeta del 9 de marzo de 2022, 0,35 €, no se toca: no quedaría nada tras la comisión de 0,40 € que aún habría que retener. Se conserva como saldo y no se retiene nada. -0,35 €',
      'R4 El pago por transferencia del 8 de marzo de 2022 no tiene ninguna comisión que retener.',
      'R1 Al pago por transferencia del 8 de marzo de 2022 vuelven 3,00 €.',
      'R1 0,004 €, lo que queda de los pagos por debajo de un céntimo, se conserva como saldo. -0,004 €',
    ]);
  });

  it('in Italian, with the article that a date needs', () => {
    check(leaving, 'it', [
      'Ti vengono rimborsati 40,95 €: 43,00 € del tuo credito, meno 2,05 € di commissioni. Il resto di quanto hai chiesto non si rimborsa; i motivi sono qui sotto.',
      'R1 Il tuo credito non speso è di 48,354 €. 48,354 €',
      'N5 5,00 € sono credito promozionale, che non si rimborsa in denaro e rimane come credito. -5,00 €',
      'R4 Si trattengono 2,05 €, la commissione del pagamento PayPal dell’11 marzo 2022: se l’è tenuta il gestore del pagamento e non ce la restituisce. -2,05 €',
      'R1 Al pagamento PayPal dell’11 marzo 2022 tornano 37,95 €.',
      'R4 La parte che viene dal pagamento con carta del 9 marzo 2022, 0,35 €, non si tocca: dopo la commissione di 0,40 € ancora da trattenere non ne resterebbe nulla. Rimane come credito e non si trattiene niente. -0,35 €',
      'R4 Il pagamento con bonifico dell’8 marzo 2022 non ha commissioni da trattenere.',
      'R1 Al pagamento con bonifico dell’8 marzo 2022 tornano 3,00 €.',
      'R1 0,004 €, ciò che resta dei pagamenti al di sotto di un centesimo, rimane come credito. -0,004 €',
    ]);
  });

  it('when it waits, and when it is refused', () => {
    const unknown = creditFacts({
      payments: [{ id: 'p', via: 'paypal', amount: '50.00', fee: null }],
      credit: [{ left: '40.00', of: 'p' }],
    });
    check(unknown, 'en', [
      'This cannot be decided yet. Up to €40.00 of your credit is kept aside until it is.',
      'R1 Your unspent credit is €40.00. €40.00',
      'R4 The fee of the PayPal payment of 10 March 2022 is not known yet. The refund waits until the processor tells us; you do not have to do anything.',
    ]);
    check(creditFacts({ payments: [], credit: [] }), 'it', [
      'Non viene rimborsato nulla; i motivi sono qui sotto.',
      'R1 Non hai credito non speso da rimborsare.',
    ]);
  });
});

describe('every finding of every clause', () => {
  // Plausible data for whatever a finding may be told from.
  const data = {
    amount: '4.00',
    alreadyRetained: '1.00',
    credit: '9.00',
    days: '180',
    debt: '3.00',
    due: '0.40',
    e164: '+390612345678',
    fee: '2.05',
    given: '0.27',
    from: '2022-03-08',
    paidOn: '2022-03-11',
    part: '0.30',
    processor: 'paypal',
    retained: '1.05',
    seconds: '5400',
    until: '2022-04-01',
    worth: '0.41',
  };

  it('is told in every language, as a sentence, without holes', () => {
    for (const { id, findings } of clauses)
      for (const [finding, explanation] of Object.entries(findings)) {
        const texts = languages.map((language) => explanation[language](data, 'EUR'));
        assert.equal(new Set(texts).size, languages.length, `${id} ${finding} differs by language`);
        assert.doesNotMatch(explanation.it(data, 'EUR'), /\b(?:il|al|del|dal) (?:8|11)\b/);
        for (const text of texts) {
          assert.match(text, /^[\p{Lu}\d€].*\.$/u, text);
          assert.doesNotMatch(text, /undefined|NaN|\bnull\b|\$\{| {2}/, text);
        }
      }
  });
});
