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
