import type { DecisionLine } from '../refunds/decision.ts';
import { decided } from '../refunds/finding.ts';
import { say } from '../text/words.ts';
import type { Clause, Explanation } from './clause.ts';

/** F1: fraud and other crimes committed with the service: no refund, and the funds are kept. */
export const f1 = {
  id: 'F1',
  title: { en: 'Fraud and other crimes', es: 'Fraude y otros delitos', it: 'Frodi e altri reati' },
  text: {
    en: (_parameters, { supportEmail }) => [
      say(
        'Whoever commits fraud or another crime with the service, against the acceptable-use policy, gets no',
        'refund at all, and the funds are kept as compensation.',
      ),
      say(
        'Two members of our staff decide this: one proposes it with evidence, another confirms it. From the',
        'proposal on the funds are frozen: nothing is topped up, refunded, spent or charged, and the active',
        'numbers are suspended. While the proposal is open, a number whose paid-until date comes is neither',
        'renewed nor put into quarantine.',
      ),
      say(
        'If it is confirmed, the credit is kept and you are told so. Numbers whose paid-until date has',
        'passed then enter quarantine, and they cannot be restored while the funds are frozen. You can',
        `appeal: write to ${supportEmail}.`,
      ),
      say(
        'If it is dismissed, or your appeal is upheld, everything is as before, to the cent, and renewals',
        'that waited are made up for. A number that was dismissed meanwhile stays dismissed.',
      ),
    ],
    es: (_parameters, { supportEmail }) => [
      say(
        'Quien comete un fraude u otro delito con el servicio, en contra de la política de uso aceptable, no',
        'recibe ningún reembolso, y los fondos se retienen como indemnización.',
      ),
      say(
        'Lo deciden dos miembros de nuestro personal: uno lo propone con pruebas y otro lo confirma. Desde',
        'la propuesta los fondos quedan bloqueados: no se recarga, devuelve, gasta ni cobra nada, y los',
        'números activos se suspenden. Mientras la propuesta está abierta, un número al que le llega su',
        'fecha de pago ni se renueva ni entra en cuarentena.',
      ),
      say(
        'Si se confirma, nos quedamos con el saldo y se lo comunicamos. Los números cuya fecha de pago ya ha',
        'pasado entran entonces en cuarentena y no se pueden recuperar mientras los fondos sigan bloqueados.',
        `Usted puede recurrir: escriba a ${supportEmail}.`,
      ),
      say(
        'Si se desestima, o si se acepta su recurso, todo queda como antes, hasta el último céntimo, y se',
        'hacen las renovaciones que esperaban. Un número que entretanto se dio de baja definitivamente sigue',
        'de baja.',
      ),
    ],
    it: (_parameters, { supportEmail }) => [
      say(
        'Chi commette una frode o un altro reato con il servizio, contro le regole di uso accettabile, non',
        'riceve alcun rimborso, e i fondi vengono trattenuti come risarcimento.',
      ),
      say(
        'Lo decidono due membri del nostro personale: uno lo propone con le prove, un altro lo conferma.',
        'Dalla proposta in poi i fondi sono bloccati: non si ricarica, rimborsa, spende né addebita nulla, e',
        'i numeri attivi vengono sospesi. Finché la proposta è aperta, un numero che arriva alla data fino a',
        'cui è pagato non viene rinnovato né messo in quarantena.',
      ),
      say(
        'Se viene confermata, il credito è trattenuto e te lo comunichiamo. I numeri la cui data di',
        'pagamento è passata entrano allora in quarantena e non si possono recuperare finché i fondi sono',
        `bloccati. Puoi fare ricorso: scrivi a ${supportEmail}.`,
      ),
      say(
        'Se viene respinta, o se il tuo ricorso è accolto, tutto torna come prima, al centesimo, e i rinnovi',
        'rimasti in attesa vengono eseguiti. Un numero dismesso nel frattempo resta dismesso.',
      ),
    ],
  },
  findings: {
    frozen: {
      en: () =>
        'Your account is frozen because fraud is suspected or was confirmed: as long as it is, nothing is paid back.',
      es: () =>
        'Su cuenta está bloqueada por sospecha o confirmación de fraude: mientras lo esté, no se devuelve nada.',
      it: () =>
        'Il tuo account è bloccato perché una frode è sospettata o è stata confermata: finché lo è, non si rimborsa nulla.',
    } satisfies Explanation<never>,
  },
} as const satisfies Clause;

/** The step of F1: whatever is asked for, nothing is paid back while the credit is frozen. */
export const refuseFrozenCredit = (): DecisionLine => decided(f1, 'frozen', {}, 0n);
