import { dateAt, type InEveryLanguage, type Language } from '#platform';
import {
  explainDecision,
  type Decision,
  type PaymentFacts,
  type Payout,
  type ProcessorName,
  type RefundSubject,
} from '#policy';
import { openMail, say } from './mail-kind.ts';
import type { Words } from './words.ts';

/** A request for a refund was decided. @source POLICY §4 */
export interface RefundDecided {
  readonly decision: Decision;
  /** Where the decision can be read and followed. */
  readonly link: string;
}

const payment: InEveryLanguage<Readonly<Record<ProcessorName, string>>> = {
  en: { paypal: 'PayPal payment', card: 'card payment', bank: 'bank transfer' },
  es: { paypal: 'pago con PayPal', card: 'pago con tarjeta', bank: 'pago por transferencia' },
  it: { paypal: 'pagamento PayPal', card: 'pagamento con carta', bank: 'pagamento con bonifico' },
};

/** What was asked back; `number` is the one that it is about. A new subject is one more entry. */
const asked: Readonly<
  Record<Exclude<RefundSubject, 'disruption'>, InEveryLanguage<(number: string) => string>>
> = {
  credit: {
    en: () => 'to be paid back your credit',
    es: () => 'de que se le devuelva su saldo',
    it: () => 'di rimborso del credito',
  },
  rental: {
    en: (number) => `to be paid back the rental of ${number}`,
    es: (number) => `de que se le devuelva el alquiler de ${number}`,
    it: (number) => `di rimborso del noleggio di ${number}`,
  },
  registration: {
    en: (number) => `to be paid back the price of ${number}, whose documents you cannot provide`,
    es: (number) => `de que se le devuelva el precio de ${number}, cuyos documentos no puede aportar`,
    it: (number) => `di rimborso del prezzo di ${number}, di cui non puoi fornire i documenti`,
  },
  calls: {
    en: () => 'to be paid back what calls have cost',
    es: () => 'de que se le devuelva lo que costaron las llamadas',
    it: () => 'di rimborso del costo delle chiamate',
  },
  sms: {
    en: () => 'to be paid back something for an SMS that did not arrive',
    es: () => 'de que se le devuelva algo por un SMS que no llegó',
    it: () => 'di rimborso per un SMS che non è arrivato',
  },
};

/** A price that goes back because a registration failed does so without anybody asking; so may what a disruption is paid back with. */
const unasked: Readonly<Record<'registration' | 'disruption', InEveryLanguage<(number: string) => string>>> =
  {
    registration: {
      en: (number) => `on the price of ${number}, which could not be registered`,
      es: (number) => `sobre el precio de ${number}, que no se pudo registrar`,
      it: (number) => `sul prezzo di ${number}, che non si è potuto registrare`,
    },
    disruption: {
      en: (number) => `on the time in which ${number} was disrupted`,
      es: (number) => `sobre el tiempo en que el ${number} estuvo interrumpido`,
      it: (number) => `sul tempo in cui il ${number} è rimasto interrotto`,
    },
  };

const onYourRequest: InEveryLanguage<string> = {
  en: 'on your request',
  es: 'sobre su solicitud',
  it: 'sulla tua richiesta',
};

/** What was decided on: "on your request to be paid back your credit". */
const matter = ({ facts, subject: what }: Decision, language: Language, words: Words): string => {
  const number = 'e164' in facts && facts.e164 !== null ? words.phone(facts.e164) : '';
  if (what === 'disruption') return unasked.disruption[language](number);
  if (facts.subject === 'registration' && facts.cause !== 'customer')
    return unasked.registration[language](number);
  return `${onYourRequest[language]} ${asked[what][language](number)}`;
};

export const refundDecided = openMail<RefundDecided>({
  en: ({ decision, link }, words) => ({
    subject: subject(decision, words, {
      paid: (amount) => `Your refund: ${amount} is on its way`,
      credited: (amount) => `Your refund: ${amount} is back in your credit`,
      refused: 'About your refund request',
    }),
    paragraphs: [
      `This is our decision of ${words.date(decision.facts.today)} ${matter(decision, 'en', words)}.`,
      explainDecision(decision, 'en').summary,
      payoutList(decision, 'How the money reaches you:', (payout, facts, paidOn) =>
        payout.method === 'processor'
          ? `${words.money(payout.amountMicros)} as a refund of your ${payment.en[facts.processor]} of ${words.date(paidOn)}`
          : say(
              `${words.money(payout.amountMicros)} by bank transfer, because your ${payment.en[facts.processor]} of ${words.date(paidOn)}`,
              'can no longer be paid back through it: please send us your bank details in answer to this mail',
            ),
      ),
      reasons(decision, 'en', 'Why, rule by rule:'),
      link,
    ],
  }),
  es: ({ decision, link }, words) => ({
    subject: subject(decision, words, {
      paid: (amount) => `Su reembolso: ${amount} en camino`,
      credited: (amount) => `Su reembolso: ${amount} de vuelta en su saldo`,
      refused: 'Sobre su solicitud de reembolso',
    }),
    paragraphs: [
      `Esta es nuestra decisión del ${words.date(decision.facts.today)} ${matter(decision, 'es', words)}.`,
      explainDecision(decision, 'es').summary,
      payoutList(decision, 'Así le llega el dinero:', (payout, facts, paidOn) =>
        payout.method === 'processor'
          ? `${words.money(payout.amountMicros)} como devolución de su ${payment.es[facts.processor]} del ${words.date(paidOn)}`
          : say(
              `${words.money(payout.amountMicros)} por transferencia, porque su ${payment.es[facts.processor]} del ${words.date(paidOn)}`,
              'ya no admite devoluciones: envíenos, por favor, sus datos bancarios en respuesta a este mensaje',
            ),
      ),
      reasons(decision, 'es', 'Por qué, regla por regla:'),
      link,
    ],
  }),
  it: ({ decision, link }, words) => ({
    subject: subject(decision, words, {
      paid: (amount) => `Il tuo rimborso: ${amount} in arrivo`,
      credited: (amount) => `Il tuo rimborso: ${amount} di nuovo nel tuo credito`,
      refused: 'La tua richiesta di rimborso',
    }),
    paragraphs: [
      `ecco la nostra decisione ${words.withArticle('del', decision.facts.today)} ${matter(decision, 'it', words)}.`,
      explainDecision(decision, 'it').summary,
      payoutList(decision, 'Come ti arriva il denaro:', (payout, facts, paidOn) =>
        payout.method === 'processor'
          ? `${words.money(payout.amountMicros)} come rimborso del tuo ${payment.it[facts.processor]} ${words.withArticle('del', paidOn)}`
          : say(
              `${words.money(payout.amountMicros)} con un bonifico, perché il tuo ${payment.it[facts.processor]}`,
              `${words.withArticle('del', paidOn)} non si può più rimborsare: mandaci le tue coordinate bancarie rispondendo a questo`,
              'messaggio',
            ),
      ),
      reasons(decision, 'it', 'Il perché, regola per regola:'),
      link,
    ],
  }),
});

const subject = (
  { paidBackMicros, toCreditMicros }: Decision,
  { money }: Words,
  texts: { paid(amount: string): string; credited(amount: string): string; readonly refused: string },
): string => {
  if (paidBackMicros > 0n) return texts.paid(money(paidBackMicros));
  return toCreditMicros > 0n ? texts.credited(money(toCreditMicros)) : texts.refused;
};

const payoutList = (
  { payouts, facts }: Decision,
  title: string,
  line: (payout: Payout, facts: PaymentFacts, paidOn: Temporal.PlainDate) => string,
): string => {
  if (payouts.length === 0 || !('payments' in facts)) return '';
  const lines = payouts.map((payout) => {
    const found = facts.payments.find(({ id }) => id === payout.paymentId);
    if (found === undefined)
      throw new Error(`the decision pays back to ${payout.paymentId}, which is not among its facts`);
    return `- ${line(payout, found, dateAt(found.succeededAt, facts.timeZone))}`;
  });
  return [title, ...lines].join('\n');
};

const reasons = (decision: Decision, language: Language, title: string): string => {
  const { lines } = explainDecision(decision, language);
  return [
    title,
    ...lines.map(
      ({ clause, text, effect }) => `- ${clause}: ${text}${effect === null ? '' : ` (${effect})`}`,
    ),
  ].join('\n');
};
