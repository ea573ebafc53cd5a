import type { InEveryLanguage } from '#platform';
import { clausesBySection } from '../clauses/all.ts';
import type { Clause, Paragraphs } from '../clauses/clause.ts';
import { count, say } from './words.ts';

/** A section of the policy: what it says by itself, before its clauses. */
export interface Section {
  readonly title: InEveryLanguage<string>;
  readonly text: InEveryLanguage<Paragraphs>;
  readonly clauses: readonly Clause[];
}

/** What stands above the sections. */
export const preamble: Omit<Section, 'clauses'> = {
  title: {
    en: 'Cancellation and refund policy',
    es: 'Política de cancelación y reembolso',
    it: 'Condizioni di cancellazione e rimborso',
  },
  text: {
    en: (_parameters, { name, timeZone, supportEmail }) => [
      say(
        `This is the policy of ${name}: when a number ends, what is paid back and what is not. Each rule has`,
        'a short name, such as C3. A decision about your money names the rules that it was made by.',
      ),
      say(
        `All dates are calendar dates in the time zone ${timeZone}; a date begins there at 00:00. Your`,
        'credit is what is left of the money that you topped up. A number is paid until a date: with the',
        'start of that date the paid time is over.',
      ),
      `If you have a question, write to ${supportEmail}.`,
    ],
    es: (_parameters, { name, timeZone, supportEmail }) => [
      say(
        `Esta es la política de ${name}: cuándo termina un número, qué se devuelve y qué no. Cada regla`,
        'tiene un nombre corto, como C3. Una decisión sobre su dinero indica las reglas por las que se tomó.',
      ),
      say(
        `Todas las fechas son fechas de calendario en la zona horaria ${timeZone}; cada fecha empieza allí a`,
        'las 00:00. Su saldo es lo que queda del dinero que ha recargado. Un número está pagado hasta una',
        'fecha: al empezar esa fecha termina el tiempo pagado.',
      ),
      `Si tiene alguna pregunta, escriba a ${supportEmail}.`,
    ],
    it: (_parameters, { name, timeZone, supportEmail }) => [
      say(
        `Queste sono le condizioni di ${name}: quando finisce un numero, che cosa viene rimborsato e che`,
        'cosa no. Ogni regola ha un nome breve, come C3. Una decisione sul tuo denaro indica le regole con',
        'cui è stata presa.',
      ),
      say(
        `Tutte le date sono date di calendario nel fuso orario ${timeZone}; ogni data comincia lì alle`,
        '00:00. Il tuo credito è ciò che resta del denaro che hai ricaricato. Un numero è pagato fino a una',
        'data: con l’inizio di quella data il tempo pagato è finito.',
      ),
      `Se hai una domanda, scrivi a ${supportEmail}.`,
    ],
  },
};

const calendar: Section = {
  title: {
    en: 'The calendar of a number',
    es: 'El calendario de un número',
    it: 'Il calendario di un numero',
  },
  text: {
    en: () => [
      say(
        'When several things fall due at the same moment, they happen in this order: automatic payments',
        'arrive; numbers are renewed; credit that arrived restores numbers; quarantines end (from then on it',
        'is too late to restore); registration deadlines and services end; reminders are sent.',
      ),
    ],
    es: () => [
      say(
        'Cuando varias cosas vencen en el mismo momento, ocurren en este orden: llegan los pagos',
        'automáticos; se renuevan los números; el saldo que ha llegado recupera números; terminan las',
        'cuarentenas (desde ahí ya es tarde para recuperar un número); terminan los plazos de registro y los',
        'servicios; se envían los avisos.',
      ),
    ],
    it: () => [
      say(
        'Quando più cose scadono nello stesso momento, avvengono in quest’ordine: arrivano i pagamenti',
        'automatici; si rinnovano i numeri; il credito arrivato recupera i numeri; finiscono le quarantene',
        '(da lì in poi è troppo tardi per un recupero); finiscono i termini di registrazione e i servizi;',
        'partono i promemoria.',
      ),
    ],
  },
  clauses: clausesBySection.calendar,
};

const granted: Section = {
  title: {
    en: 'Refunds that are granted',
    es: 'Reembolsos que se conceden',
    it: 'Rimborsi che si concedono',
  },
  text: {
    en: () => [
      say(
        'Credit is spent oldest first. At any time it is known what is left of each payment, and from which',
        'payments each charge was paid. A refund in money goes back to the payments that it came from.',
      ),
    ],
    es: () => [
      say(
        'El saldo se gasta empezando por el más antiguo. En todo momento se sabe qué queda de cada pago y de',
        'qué pagos salió cada cargo. Un reembolso en dinero vuelve a los pagos de los que procede.',
      ),
    ],
    it: () => [
      say(
        'Il credito si consuma a partire dal più vecchio. In ogni momento si sa che cosa resta di ciascun',
        'pagamento e da quali pagamenti è uscito ogni addebito. Un rimborso in denaro torna ai pagamenti da',
        'cui proviene.',
      ),
    ],
  },
  clauses: clausesBySection.granted,
};

const refused: Section = {
  title: {
    en: 'Refunds that are refused',
    es: 'Reembolsos que se rechazan',
    it: 'Rimborsi che si rifiutano',
  },
  text: { en: () => [], es: () => [], it: () => [] },
  clauses: clausesBySection.refused,
};

const disputes: Section = {
  title: { en: 'Payments in dispute', es: 'Pagos en disputa', it: 'Pagamenti contestati' },
  text: {
    en: () => [
      say(
        'When the payer disputes a payment at its processor, what is left of it is held while the dispute is',
        'open: it is neither spent nor refunded.',
      ),
      say(
        'If the dispute is decided against us, what is left of the payment leaves your credit. For what was',
        'already spent of it, other credit leaves, and what is then still missing is your debt: renewals,',
        'purchases, restores and calls wait, and credit that arrives pays the debt first. What was already',
        'paid back of the payment is not taken a second time.',
      ),
      'If the dispute is decided in our favour, everything is as before, to the cent.',
    ],
    es: () => [
      say(
        'Cuando quien pagó disputa un pago ante su pasarela, lo que queda de ese pago se retiene mientras la',
        'disputa está abierta: ni se gasta ni se devuelve.',
      ),
      say(
        'Si la disputa se resuelve en nuestra contra, lo que queda del pago sale de su saldo. Por lo que ya',
        'se gastó de él sale otro saldo, y lo que aún falte es una deuda suya: las renovaciones, compras,',
        'recuperaciones y llamadas esperan, y el saldo que llegue paga primero la deuda. Lo que ya se',
        'devolvió del pago no se toma por segunda vez.',
      ),
      'Si la disputa se resuelve a nuestro favor, todo queda como antes, hasta el último céntimo.',
    ],
    it: () => [
      say(
        'Quando chi ha pagato contesta un pagamento presso il suo gestore, ciò che ne resta è bloccato',
        'finché la contestazione è aperta: non si spende e non si rimborsa.',
      ),
      say(
        'Se la contestazione si decide contro di noi, ciò che resta del pagamento esce dal tuo credito. Per',
        'quanto ne era già stato speso esce altro credito, e ciò che ancora manca è un tuo debito: rinnovi,',
        'acquisti, recuperi e chiamate attendono, e il credito che arriva paga prima il debito. Ciò che del',
        'pagamento era già stato rimborsato non viene preso una seconda volta.',
      ),
      'Se la contestazione si decide a nostro favore, tutto torna come prima, al centesimo.',
    ],
  },
  clauses: [],
};

const decisions: Section = {
  title: { en: 'How we decide', es: 'Cómo decidimos', it: 'Come decidiamo' },
  text: {
    en: () => [
      say(
        'Every request leaves a decision that you can read in your language: granted, partly granted or',
        'refused, with the facts that it used, one line for each rule that was looked at, what goes back to',
        'which payment, and the fees retained and why. The same facts under the same version of this policy',
        'give the same decision.',
      ),
      'What you would get back today, and why, is shown to you at any time, free of charge.',
    ],
    es: () => [
      say(
        'Cada solicitud deja una decisión que usted puede leer en su idioma: concedida, concedida en parte o',
        'rechazada, con los hechos que se usaron, una línea por cada regla examinada, lo que vuelve a cada',
        'pago y las comisiones retenidas, con su motivo. Los mismos hechos, con la misma versión de esta',
        'política, dan la misma decisión.',
      ),
      'En cualquier momento puede ver gratis qué se le devolvería hoy y por qué.',
    ],
    it: () => [
      say(
        'Ogni richiesta lascia una decisione che puoi leggere nella tua lingua: accolta, accolta in parte o',
        'respinta, con i fatti usati, una riga per ogni regola esaminata, quanto torna a ogni pagamento e le',
        'commissioni trattenute, con il motivo. Gli stessi fatti, con la stessa versione di queste',
        'condizioni, danno la stessa decisione.',
      ),
      'In ogni momento puoi vedere gratis che cosa ti verrebbe rimborsato oggi, e perché.',
    ],
  },
  clauses: [],
};

const versions: Section = {
  title: {
    en: 'Changes to this policy',
    es: 'Cambios de esta política',
    it: 'Modifiche di queste condizioni',
  },
  text: {
    en: ({ announcementDays }) => [
      say(
        'A version of this policy has a date from which it is in force, and never changes once it is',
        'published.',
        announcementDays === 0
          ? 'A new version is announced before it is in force.'
          : `A new version is announced ${count(announcementDays, 'day', 'days')} before it is in force.`,
        'A number keeps the version under which its current period was paid; a new version applies to it',
        'from its next renewal.',
      ),
    ],
    es: ({ announcementDays }) => [
      say(
        'Cada versión de esta política tiene una fecha desde la que está en vigor y no cambia nunca una vez',
        'publicada.',
        announcementDays === 0
          ? 'Una versión nueva se anuncia antes de entrar en vigor.'
          : say(
              `Una versión nueva se anuncia ${count(announcementDays, 'día', 'días')} antes de entrar en`,
              'vigor.',
            ),
        'Un número conserva la versión con la que se pagó su periodo actual; una versión nueva se le aplica',
        'desde su siguiente renovación.',
      ),
    ],
    it: ({ announcementDays }) => [
      say(
        'Ogni versione di queste condizioni ha una data da cui è in vigore e, una volta pubblicata, non',
        'cambia più.',
        announcementDays === 0
          ? 'Una nuova versione viene annunciata prima di entrare in vigore.'
          : say(
              `Una nuova versione viene annunciata ${count(announcementDays, 'giorno', 'giorni')} prima di`,
              'entrare in vigore.',
            ),
        'Un numero conserva la versione con cui è stato pagato il suo periodo in corso; una nuova versione',
        'vale per lui dal rinnovo successivo.',
      ),
    ],
  },
  clauses: [],
};

const ending: Section = {
  title: { en: 'Services that end', es: 'Servicios que terminan', it: 'Servizi che finiscono' },
  text: {
    en: () => [
      say(
        'A service that we resell can be discontinued by its supplier. We then announce the date from which',
        'it is closed to new use, its last day, and what we recommend instead.',
      ),
    ],
    es: () => [
      say(
        'Un servicio que revendemos puede ser retirado por su proveedor. En ese caso anunciamos la fecha',
        'desde la que se cierra a nuevos usos, su último día y qué recomendamos en su lugar.',
      ),
    ],
    it: () => [
      say(
        'Un servizio che rivendiamo può essere interrotto dal suo fornitore. In tal caso annunciamo la data',
        'da cui è chiuso a nuovi usi, il suo ultimo giorno e che cosa consigliamo al suo posto.',
      ),
    ],
  },
  clauses: clausesBySection.ending,
};

/** The policy, section by section. */
export const sections: readonly Section[] = [
  calendar,
  granted,
  refused,
  disputes,
  decisions,
  versions,
  ending,
];
