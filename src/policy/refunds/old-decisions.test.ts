import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { decideRefund } from './decide-refund.ts';
import { readDecision } from './document.ts';
import { explainDecision } from './explain-decision.ts';

// As it was stored when version 1 was the only one, before documents had `credits`. It is never written anew: a change that can no longer read or
// tell it is wrong.
const stored: unknown = JSON.parse(
  readFileSync(new URL('testing/old-decision.json', import.meta.url), 'utf8'),
);

describe('a decision of years ago', () => {
  it('is explained as it was, by the version under which it was made, whatever is in force today', () => {
    const decision = readDecision(stored);
    assert.deepEqual([decision.policyVersionId, decision.outcome], [1, 'partly']);
    const told = (language: 'en' | 'es' | 'it') => {
      const { summary, lines } = explainDecision(decision, language);
      return [summary, ...lines.map(({ text }) => text)];
    };
    assert.deepEqual(told('en'), [
      '€37.95 is paid back to you: €40.00 of your credit, less €2.05 of fees. The rest of what you asked for is not paid back; the reasons are below.',
      'Your unspent credit is €43.00.',
      '€3.00 of it is promotional credit, which is not paid back in money and stays as credit.',
      '€2.05, the fee of the PayPal payment of 10 March 2022, is retained: it was kept by the processor and is not given back to us.',
      '€37.95 goes back to the PayPal payment of 10 March 2022.',
    ]);
    assert.deepEqual(told('es'), [
      'Se le devuelven 37,95 €: 40,00 € de su saldo, menos 2,05 € de comisiones. El resto de lo que ha pedido no se devuelve; abajo se explica por qué.',
      'Su saldo sin gastar es de 43,00 €.',
      '3,00 € son saldo promocional, que no se devuelve en dinero y se conserva como saldo.',
      'Se retienen 2,05 €, la comisión del pago con PayPal del 10 de marzo de 2022: se la quedó la pasarela de pago y no nos la devuelve.',
      'Al pago con PayPal del 10 de marzo de 2022 vuelven 37,95 €.',
    ]);
    assert.deepEqual(told('it'), [
      'Ti vengono rimborsati 37,95 €: 40,00 € del tuo credito, meno 2,05 € di commissioni. Il resto di quanto hai chiesto non si rimborsa; i motivi sono qui sotto.',
      'Il tuo credito non speso è di 43,00 €.',
      '3,00 € sono credito promozionale, che non si rimborsa in denaro e rimane come credito.',
      'Si trattengono 2,05 €, la commissione del pagamento PayPal del 10 marzo 2022: se l’è tenuta il gestore del pagamento e non ce la restituisce.',
      'Al pagamento PayPal del 10 marzo 2022 tornano 37,95 €.',
    ]);
  });

  it('is decided the same again from what it holds', () => {
    const { facts, ...decision } = readDecision(stored);
    const { facts: _, ...again } = decideRefund(facts);
    assert.deepEqual(again, decision);
  });
});
