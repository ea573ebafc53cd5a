import { refusalKind } from '#platform';

/** The credit is not what it was when it was decided upon. */
export const creditMoved = refusalKind<{ readonly walletId: string }>('wallet.credit_moved', {
  status: 409,
  example: { walletId: '0197a1c2-7d1e-7a30-9f6b-3f6f3a1b2c4d' },
  texts: {
    en: () => ({
      detail: 'The credit was spent in part while this was being decided.',
      remedy: 'Ask again: the answer will be about the credit as it is now.',
    }),
    es: () => ({
      detail: 'Parte del saldo se gastó mientras se tomaba la decisión.',
      remedy: 'Vuelva a solicitarlo: la respuesta tendrá en cuenta el saldo actual.',
    }),
    it: () => ({
      detail: 'Una parte del credito è stata spesa mentre si decideva.',
      remedy: 'Ripeti la richiesta: la risposta terrà conto del credito attuale.',
    }),
  },
});

/** The credit is frozen while a fraud case is open or confirmed. @source POLICY.md F1 */
export const frozen = refusalKind<{ readonly customerId: string }>('wallet.frozen', {
  status: 409,
  example: { customerId: '0197a1c2-7d1e-7a30-9f6b-3f6f3a1b2c4d' },
  texts: {
    en: () => ({
      detail: 'The credit of this account is frozen: nothing is topped up, spent, charged or refunded.',
      remedy: 'Write to our support; we have told you by e-mail how to appeal.',
    }),
    es: () => ({
      detail: 'El saldo de esta cuenta está bloqueado: no se recarga, gasta, cobra ni reembolsa nada.',
      remedy: 'Escriba a nuestro servicio de atención; le hemos explicado por correo cómo recurrir.',
    }),
    it: () => ({
      detail: 'Il credito di questo account è bloccato: non si ricarica, spende, addebita né rimborsa nulla.',
      remedy: 'Scrivi alla nostra assistenza; ti abbiamo spiegato via e-mail come fare ricorso.',
    }),
  },
});

/** The customer owes money: what costs credit waits until it is paid. @source POLICY.md §3 */
export const inDebt = refusalKind<{ readonly debt: string }>('wallet.in_debt', {
  status: 409,
  example: { debt: '12.00' },
  texts: {
    en: ({ debt }) => ({
      detail: `This account owes ${debt}, from a payment that was taken back. Until it is paid, nothing else can be paid for.`,
      remedy: 'Top up: what you owe is paid first, the rest is credit.',
    }),
    es: ({ debt }) => ({
      detail: `Esta cuenta debe ${debt} por un pago que se retiró. Hasta que se salde, no se puede pagar nada más.`,
      remedy: 'Recargue: primero se salda la deuda y el resto queda como saldo.',
    }),
    it: ({ debt }) => ({
      detail: `Questo account deve ${debt} per un pagamento che è stato revocato. Finché non è saldato, non si può pagare altro.`,
      remedy: 'Ricarica: prima si salda il debito, il resto è credito.',
    }),
  },
});
