import { refusalKind } from '#platform';

export const invalidAmount = refusalKind<{ readonly amount: string }>('money.invalid_amount', {
  status: 422,
  field: 'amount',
  example: { amount: '4,00' },
  texts: {
    en: ({ amount }) => ({
      detail: `"${amount}" is not an amount.`,
      remedy: 'Write it with a point and at most six decimals, for example "4.00".',
    }),
    es: ({ amount }) => ({
      detail: `«${amount}» no es un importe.`,
      remedy: 'Escríbalo con punto y seis decimales como máximo, por ejemplo «4.00».',
    }),
    it: ({ amount }) => ({
      detail: `«${amount}» non è un importo.`,
      remedy: 'Scrivilo con il punto e al massimo sei decimali, ad esempio «4.00».',
    }),
  },
});
