import { isDeepStrictEqual } from 'node:util';
import { languages, type InEveryLanguage, type Language } from '#platform';
import type { ClauseId } from '../clauses/clause.ts';
import { processorNames, type PolicyParameters } from '../parameters.ts';
import { count, daysList, processorLabel } from './words.ts';

/** One parameter that has another value in a version than in the one before it. */
export interface PolicyChange {
  readonly parameter: keyof PolicyParameters;
  /** The clause that promises it; null: it stands beside them. */
  readonly clause: ClauseId | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly texts: InEveryLanguage<string>;
}

type Say<Value> = InEveryLanguage<(before: Value, after: Value) => string>;
type Described = {
  readonly [Name in keyof PolicyParameters]: {
    readonly clause: ClauseId | null;
    readonly say: Say<PolicyParameters[Name]>;
  };
};

/**
 * What a version says otherwise than another one: in the order of the parameters, in words, in every language.
 * @source POLICY.md §4
 */
export const changesBetween = (before: PolicyParameters, after: PolicyParameters): readonly PolicyChange[] =>
  (Object.keys(described) as (keyof PolicyParameters)[])
    .filter((parameter) => !isDeepStrictEqual(before[parameter], after[parameter]))
    .map((parameter) => {
      const { clause, say } = described[parameter] as { clause: ClauseId | null; say: Say<unknown> };
      const [old, now] = [before[parameter], after[parameter]];
      const texts = Object.fromEntries(languages.map((language) => [language, say[language](old, now)]));
      return {
        parameter,
        clause,
        before: old,
        after: now,
        texts: texts as unknown as InEveryLanguage<string>,
      };
    });

const daysIn = {
  en: (days: number) => count(days, 'day', 'days'),
  es: (days: number) => count(days, 'día', 'días'),
  it: (days: number) => count(days, 'giorno', 'giorni'),
} as const;

/** "14, 7, 3 and 1 day before"; nothing: "none". */
const steps = (days: readonly number[], when: string, language: Language): string => {
  if (days.length === 0) return { en: 'none', es: 'ninguno', it: 'nessuno' }[language];
  const [one, other] = ({ en: ['day', 'days'], es: ['día', 'días'], it: ['giorno', 'giorni'] } as const)[
    language
  ];
  return `${daysList(days, one, other, language)} ${when}`;
};

/** "after 90 days", "never". */
const afterDays = (days: number | null, language: Language): string =>
  days === null
    ? { en: 'never', es: 'nunca', it: 'mai' }[language]
    : `${{ en: 'after', es: 'al cabo de', it: 'dopo' }[language]} ${daysIn[language](days)}`;

/** "for 180 days", "without limit". */
const forDays = (days: number | null, language: Language): string =>
  days === null
    ? { en: 'without limit', es: 'sin límite', it: 'senza limite' }[language]
    : `${{ en: 'for', es: 'durante', it: 'per' }[language]} ${daysIn[language](days)}`;

type Limits = PolicyParameters['refundableDays'];

/** Of each processor whose limit differs, what it is now and was before. */
const limits = (before: Limits, after: Limits, language: Language): string =>
  processorNames
    .filter((name) => before[name] !== after[name])
    .map((name) => {
      const was = { en: 'until now', es: 'hasta ahora', it: 'finora' }[language];
      return `${processorLabel(name, language)} ${forDays(after[name], language)} (${was} ${forDays(before[name], language)})`;
    })
    .join('; ');

const described: Described = {
  quarantineDays: {
    clause: 'C3',
    say: {
      en: (before, after) =>
        `A cancelled number can be restored for ${daysIn.en(after)} instead of ${before}.`,
      es: (before, after) =>
        `Un número cancelado se puede recuperar durante ${daysIn.es(after)} en lugar de ${before}.`,
      it: (before, after) =>
        `Un numero cancellato si può recuperare per ${daysIn.it(after)} invece di ${before}.`,
    },
  },
  resaleAfterDays: {
    clause: 'C4',
    say: {
      en: (before, after) =>
        `A dismissed number is for sale again ${afterDays(after, 'en')} (until now: ${afterDays(before, 'en')}).`,
      es: (before, after) =>
        `Un número dado de baja vuelve a la venta ${afterDays(after, 'es')} (hasta ahora: ${afterDays(before, 'es')}).`,
      it: (before, after) =>
        `Un numero dismesso torna in vendita: ${afterDays(after, 'it')} (finora: ${afterDays(before, 'it')}).`,
    },
  },
  registrationDays: {
    clause: 'R2',
    say: {
      en: (before, after) =>
        `There are ${daysIn.en(after)} instead of ${before} to hand in the documents that a number needs.`,
      es: (before, after) =>
        `Para entregar los documentos que necesita un número hay ${daysIn.es(after)} en lugar de ${before}.`,
      it: (before, after) =>
        `Per consegnare i documenti che servono per un numero ci sono ${daysIn.it(after)} invece di ${before}.`,
    },
  },
  retainedFees: {
    clause: 'R4',
    say: {
      en: (_, after) =>
        after === 'whole'
          ? 'When a part of a payment is paid back, its whole transaction fee is retained, no longer only the share that belongs to this part.'
          : 'When a part of a payment is paid back, only the share of its transaction fee that belongs to this part is retained, no longer the whole fee.',
      es: (_, after) =>
        after === 'whole'
          ? 'Cuando se devuelve una parte de un pago se retiene toda su comisión de transacción, y ya no solo la proporción que corresponde a esa parte.'
          : 'Cuando se devuelve una parte de un pago se retiene solo la proporción de su comisión de transacción que corresponde a esa parte, y ya no toda la comisión.',
      it: (_, after) =>
        after === 'whole'
          ? 'Quando si rimborsa una parte di un pagamento si trattiene l’intera commissione di transazione, non più solo la quota che spetta a quella parte.'
          : 'Quando si rimborsa una parte di un pagamento si trattiene solo la quota della commissione di transazione che spetta a quella parte, non più l’intera commissione.',
    },
  },
  reminderDays: {
    clause: 'C2',
    say: {
      en: (before, after) =>
        `Reminders before a number is cancelled: ${steps(after, 'before', 'en')} (until now: ${steps(before, 'before', 'en')}).`,
      es: (before, after) =>
        `Recordatorios antes de cancelar un número: ${steps(after, 'antes', 'es')} (hasta ahora: ${steps(before, 'antes', 'es')}).`,
      it: (before, after) =>
        `Promemoria prima che un numero sia cancellato: ${steps(after, 'prima', 'it')} (finora: ${steps(before, 'prima', 'it')}).`,
    },
  },
  quarantineReminderDays: {
    clause: 'C3',
    say: {
      en: (before, after) =>
        `Reminders after a number was cancelled: ${steps(after, 'after', 'en')} (until now: ${steps(before, 'after', 'en')}).`,
      es: (before, after) =>
        `Recordatorios tras cancelar un número: ${steps(after, 'después', 'es')} (hasta ahora: ${steps(before, 'después', 'es')}).`,
      it: (before, after) =>
        `Promemoria dopo che un numero è stato cancellato: ${steps(after, 'dopo', 'it')} (finora: ${steps(before, 'dopo', 'it')}).`,
    },
  },
  refundableDays: {
    clause: 'R1',
    say: {
      en: (before, after) =>
        `Payments can be paid back through their processor: ${limits(before, after, 'en')}.`,
      es: (before, after) =>
        `Los pagos se pueden devolver a través de su procesador: ${limits(before, after, 'es')}.`,
      it: (before, after) =>
        `I pagamenti si possono rimborsare tramite il loro processore: ${limits(before, after, 'it')}.`,
    },
  },
  reservationMinutes: {
    clause: null,
    say: {
      en: (before, after) =>
        `A number stays reserved for ${count(after, 'minute', 'minutes')} instead of ${before}.`,
      es: (before, after) =>
        `Un número queda reservado ${count(after, 'minuto', 'minutos')} en lugar de ${before}.`,
      it: (before, after) =>
        `Un numero resta riservato per ${count(after, 'minuto', 'minuti')} invece di ${before}.`,
    },
  },
  priceNoticeDays: {
    clause: 'C1',
    say: {
      en: (before, after) =>
        `A new price is announced ${daysIn.en(after)} instead of ${before} before its first use.`,
      es: (before, after) =>
        `Un precio nuevo se anuncia ${daysIn.es(after)} antes de aplicarse, en lugar de ${before}.`,
      it: (before, after) =>
        `Un prezzo nuovo si annuncia ${daysIn.it(after)} prima che valga, invece di ${before}.`,
    },
  },
  announcementDays: {
    clause: null,
    say: {
      en: (before, after) =>
        `A new version of this policy is announced ${daysIn.en(after)} instead of ${before} before its first day.`,
      es: (before, after) =>
        `Una versión nueva de esta política se anuncia ${daysIn.es(after)} antes de su primer día, en lugar de ${before}.`,
      it: (before, after) =>
        `Una nuova versione di queste regole si annuncia ${daysIn.it(after)} prima del suo primo giorno, invece di ${before}.`,
    },
  },
};
