import type { InEveryLanguage } from '#platform';

/** What is counted of each customer; a signal proposes a case when there is too much of it in a window of time. */
export const signalNames = ['top_ups', 'purchases', 'failed_cards', 'premium_calls', 'short_calls'] as const;
export type SignalName = (typeof signalNames)[number];

/** When a signal proposes: `count` of them within `windowMinutes`. */
export interface Threshold {
  readonly signal: SignalName;
  readonly count: number;
  readonly windowMinutes: number;
  readonly enabled: boolean;
}

/**
 * Far above what an honest customer does: a proposal freezes the account. Operators set their own (`fraud.threshold`).
 */
export const usualThresholds: Readonly<Record<SignalName, Omit<Threshold, 'signal'>>> = {
  top_ups: { count: 25, windowMinutes: 24 * 60, enabled: true },
  purchases: { count: 40, windowMinutes: 60, enabled: true },
  failed_cards: { count: 8, windowMinutes: 24 * 60, enabled: true },
  premium_calls: { count: 15, windowMinutes: 24 * 60, enabled: true },
  short_calls: { count: 60, windowMinutes: 60, enabled: true },
};

/** A call shorter than this counts as short: numbers are dialled in bulk to find those that answer. */
const shortCallSeconds = 10;

/** A destination at this price a minute, in micro-units, or dearer is one of the premium kind. */
const premiumMicrosPerMinute = 1_000_000n;

/** A call that has ended, as far as signals look at it. */
export interface EndedCall {
  readonly outcome: string;
  readonly talkSeconds: number;
  readonly billedSeconds: number;
  readonly chargeMicros: bigint;
}

/** Which signals count a call. What it cost is told by the started minute: a fee for the connection does not make it dear. */
export const signalsOfCall = (call: EndedCall): readonly SignalName[] => {
  const minutes = BigInt(Math.ceil(call.billedSeconds / 60));
  const isPremium = minutes > 0n && call.chargeMicros >= premiumMicrosPerMinute * minutes;
  const isShort = call.outcome === 'completed' && call.talkSeconds < shortCallSeconds;
  return [...(isPremium ? (['premium_calls'] as const) : []), ...(isShort ? (['short_calls'] as const) : [])];
};

/** What a signal found, as it is kept in the evidence. */
export interface Finding {
  readonly signal: SignalName;
  readonly found: number;
  readonly count: number;
  readonly windowMinutes: number;
}

const things: Readonly<Record<SignalName, InEveryLanguage<string>>> = {
  top_ups: { en: 'payments into the credit', es: 'recargas de saldo', it: 'ricariche del credito' },
  purchases: { en: 'purchases of numbers', es: 'compras de números', it: 'acquisti di numeri' },
  failed_cards: {
    en: 'card payments that failed',
    es: 'pagos con tarjeta fallidos',
    it: 'pagamenti con carta non riusciti',
  },
  premium_calls: {
    en: 'calls to premium destinations',
    es: 'llamadas a destinos de tarificación especial',
    it: 'chiamate a destinazioni a sovrapprezzo',
  },
  short_calls: {
    en: `calls shorter than ${shortCallSeconds} seconds`,
    es: `llamadas de menos de ${shortCallSeconds} segundos`,
    it: `chiamate di meno di ${shortCallSeconds} secondi`,
  },
};

/** Why a signal proposed a case, in words. */
export const explainFinding: InEveryLanguage<(finding: Finding) => string> = {
  en: ({ signal, found, count, windowMinutes }) =>
    `${found} ${things[signal].en} within ${lengthOf(windowMinutes, 'minutes', 'hours')}; from ${count} on, a case is proposed.`,
  es: ({ signal, found, count, windowMinutes }) =>
    `${found} ${things[signal].es} en ${lengthOf(windowMinutes, 'minutos', 'horas')}; a partir de ${count} se propone un caso.`,
  it: ({ signal, found, count, windowMinutes }) =>
    `${found} ${things[signal].it} in ${lengthOf(windowMinutes, 'minuti', 'ore')}; da ${count} in poi si propone un caso.`,
};

const lengthOf = (minutes: number, inMinutes: string, inHours: string): string =>
  minutes >= 120 && minutes % 60 === 0 ? `${minutes / 60} ${inHours}` : `${minutes} ${inMinutes}`;
