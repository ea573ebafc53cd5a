import assert from 'node:assert/strict';
import { formatMoney } from '#money';
import type { InEveryLanguage, Language } from '#platform';
import { clauses } from '../clauses/all.ts';
import type { ClauseId } from '../clauses/clause.ts';
import type { Decision, DecisionLine } from './decision.ts';

/** One line of a decision as a person reads it. */
export interface ExplainedLine {
  readonly clause: ClauseId;
  readonly text: string;
  /** What the clause added or took, formatted; null when the amount stayed as it was. */
  readonly effect: string | null;
}

/** A decision as a person reads it: the same lines for customers and for staff. */
export interface Explanation {
  readonly summary: string;
  readonly lines: readonly ExplainedLine[];
}

/**
 * Tells a decision in the reader's language.
 * @source POLICY.md §4
 */
export const explainDecision = (decision: Decision, language: Language): Explanation => ({
  summary: summaries[decision.outcome][language](amountsOf(decision, language)),
  lines: decision.lines.map((line) => ({
    clause: line.clause,
    text: textOf(line, decision.facts.currency, language),
    effect:
      line.effectMicros === 0n ? null : formatMoney(line.effectMicros, decision.facts.currency, language),
  })),
});

const textOf = (line: DecisionLine, currency: string, language: Language): string => {
  const clause = clauses.find(({ id }) => id === line.clause);
  const explanation = clause?.findings[line.finding];
  assert(explanation, `${line.clause} has no texts for the finding ${line.finding}`);
  return explanation[language](line.data, currency);
};

interface Amounts {
  readonly gross: string;
  readonly retained: string;
  readonly paidBack: string;
  readonly toCredit: string;
  readonly isCredit: boolean;
  readonly feesAreRetained: boolean;
  readonly isPaidBack: boolean;
  readonly goesToCredit: boolean;
}

const amountsOf = (decision: Decision, language: Language): Amounts => {
  const amount = (micros: bigint): string => formatMoney(micros, decision.facts.currency, language);
  return {
    gross: amount(decision.grossMicros - (decision.outcome === 'waiting' ? 0n : decision.toCreditMicros)),
    retained: amount(decision.retainedMicros),
    paidBack: amount(decision.paidBackMicros),
    toCredit: amount(decision.toCreditMicros),
    isCredit: decision.subject === 'credit',
    feesAreRetained: decision.retainedMicros > 0n,
    isPaidBack: decision.paidBackMicros > 0n,
    goesToCredit: decision.toCreditMicros > 0n,
  };
};

type Summary = InEveryLanguage<(amounts: Amounts) => string>;

const inMoney: Summary = {
  en: ({ gross, retained, paidBack, feesAreRetained, isCredit }) =>
    feesAreRetained
      ? `${paidBack} is paid back to you: ${gross}${isCredit ? ' of your credit' : ''}, less ${retained} of fees.`
      : `${paidBack} is paid back to you.`,
  es: ({ gross, retained, paidBack, feesAreRetained, isCredit }) =>
    feesAreRetained
      ? `Se le devuelven ${paidBack}: ${gross}${isCredit ? ' de su saldo' : ''}, menos ${retained} de comisiones.`
      : `Se le devuelven ${paidBack}.`,
  it: ({ gross, retained, paidBack, feesAreRetained, isCredit }) =>
    feesAreRetained
      ? `Ti vengono rimborsati ${paidBack}: ${gross}${isCredit ? ' del tuo credito' : ''}, meno ${retained} di commissioni.`
      : `Ti vengono rimborsati ${paidBack}.`,
};

const asCredit: Summary = {
  en: ({ toCredit }) => `${toCredit} goes back to your credit.`,
  es: ({ toCredit }) => `A su saldo vuelven ${toCredit}.`,
  it: ({ toCredit }) => `Nel tuo credito tornano ${toCredit}.`,
};

const both = (language: Language, amounts: Amounts): string =>
  [
    ...(amounts.isPaidBack || !amounts.goesToCredit ? [inMoney[language](amounts)] : []),
    ...(amounts.goesToCredit ? [asCredit[language](amounts)] : []),
  ].join(' ');

const paid: Summary = {
  en: (amounts) => both('en', amounts),
  es: (amounts) => both('es', amounts),
  it: (amounts) => both('it', amounts),
};

const summaries: Readonly<Record<Decision['outcome'], Summary>> = {
  granted: paid,
  partly: {
    en: (amounts) =>
      amounts.goesToCredit
        ? `${paid.en(amounts)} The reasons are below.`
        : `${paid.en(amounts)} The rest of what you asked for is not paid back; the reasons are below.`,
    es: (amounts) =>
      amounts.goesToCredit
        ? `${paid.es(amounts)} Abajo se explica por qué.`
        : `${paid.es(amounts)} El resto de lo que ha pedido no se devuelve; abajo se explica por qué.`,
    it: (amounts) =>
      amounts.goesToCredit
        ? `${paid.it(amounts)} I motivi sono qui sotto.`
        : `${paid.it(amounts)} Il resto di quanto hai chiesto non si rimborsa; i motivi sono qui sotto.`,
  },
  refused: {
    en: () => 'Nothing is paid back; the reasons are below.',
    es: () => 'No se devuelve nada; abajo se explica por qué.',
    it: () => 'Non viene rimborsato nulla; i motivi sono qui sotto.',
  },
  waiting: {
    en: ({ gross }) => `This cannot be decided yet. Up to ${gross} of your credit is kept aside until it is.`,
    es: ({ gross }) => `Todavía no se puede decidir. Mientras tanto se apartan hasta ${gross} de su saldo.`,
    it: ({ gross }) =>
      `Non si può ancora decidere. Nel frattempo vengono messi da parte fino a ${gross} del tuo credito.`,
  },
};
