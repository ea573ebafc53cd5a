import { refusalKind } from '#platform';

export const unknownPayment = refusalKind<{ readonly paymentId: string }>('payments.unknown', {
  status: 404,
  example: { paymentId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: ({ paymentId }) => ({
      detail: `There is no payment ${paymentId}.`,
      remedy: 'Look the payment up in the list of payments.',
    }),
    es: ({ paymentId }) => ({
      detail: `No existe ningún pago ${paymentId}.`,
      remedy: 'Búsquelo en la lista de pagos.',
    }),
    it: ({ paymentId }) => ({
      detail: `Il pagamento ${paymentId} non esiste.`,
      remedy: "Cercalo nell'elenco dei pagamenti.",
    }),
  },
});

export const unknownPayout = refusalKind<{ readonly payoutId: string }>('payments.payout_unknown', {
  status: 404,
  example: { payoutId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: ({ payoutId }) => ({
      detail: `There is no payout ${payoutId}.`,
      remedy: 'Look the payout up in the list of payouts.',
    }),
    es: ({ payoutId }) => ({
      detail: `No existe ningún pago de reembolso ${payoutId}.`,
      remedy: 'Búsquelo en la lista de pagos de reembolso.',
    }),
    it: ({ payoutId }) => ({
      detail: `L'accredito ${payoutId} non esiste.`,
      remedy: "Cercalo nell'elenco degli accrediti.",
    }),
  },
});

export const unknownDispute = refusalKind<{ readonly disputeId: string }>('payments.dispute_unknown', {
  status: 404,
  example: { disputeId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: ({ disputeId }) => ({
      detail: `There is no dispute ${disputeId}.`,
      remedy: 'Look the dispute up in the list of disputes.',
    }),
    es: ({ disputeId }) => ({
      detail: `No existe ninguna disputa ${disputeId}.`,
      remedy: 'Búsquela en la lista de disputas.',
    }),
    it: ({ disputeId }) => ({
      detail: `La contestazione ${disputeId} non esiste.`,
      remedy: "Cercala nell'elenco delle contestazioni.",
    }),
  },
});

export const unknownAutomaticPayment = refusalKind<{ readonly automaticPaymentId: string }>(
  'payments.automatic_unknown',
  {
    status: 404,
    example: { automaticPaymentId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
    texts: {
      en: ({ automaticPaymentId }) => ({
        detail: `There is no automatic payment ${automaticPaymentId}.`,
        remedy: 'Look it up in the list of automatic payments.',
      }),
      es: ({ automaticPaymentId }) => ({
        detail: `No existe ningún pago automático ${automaticPaymentId}.`,
        remedy: 'Búsquelo en la lista de pagos automáticos.',
      }),
      it: ({ automaticPaymentId }) => ({
        detail: `Il pagamento automatico ${automaticPaymentId} non esiste.`,
        remedy: "Cercalo nell'elenco dei pagamenti automatici.",
      }),
    },
  },
);

/** Amounts are decimals. */
export const automaticTopUpImpossible = refusalKind<{
  readonly below: string;
  readonly amount: string;
  readonly mostAMonth: string;
}>('payments.automatic_top_up_impossible', {
  status: 422,
  field: 'amount',
  example: { below: '5.00', amount: '4.00', mostAMonth: '20.00' },
  texts: {
    en: ({ below, amount, mostAMonth }) => ({
      detail: `Credit below ${below} cannot be topped up by ${amount}, at most ${mostAMonth} a month.`,
      remedy:
        'Choose an amount in whole cents that is at least the threshold, and a month that has room for it.',
    }),
    es: ({ below, amount, mostAMonth }) => ({
      detail: `Un saldo inferior a ${below} no se puede recargar con ${amount}, con un máximo de ${mostAMonth} al mes.`,
      remedy:
        'Elija un importe en céntimos enteros que no sea inferior al umbral, y un máximo mensual en el que quepa.',
    }),
    it: ({ below, amount, mostAMonth }) => ({
      detail: `Un credito inferiore a ${below} non si può ricaricare con ${amount}, al massimo ${mostAMonth} al mese.`,
      remedy:
        'Scegli un importo in centesimi interi non inferiore alla soglia, e un massimo mensile che lo contenga.',
    }),
  },
});

export const unknownMethod = refusalKind<{ readonly methodId: string }>('payments.method_unknown', {
  status: 404,
  example: { methodId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: ({ methodId }) => ({
      detail: `There is no saved way to pay ${methodId}.`,
      remedy: 'Look it up in the list of saved ways to pay.',
    }),
    es: ({ methodId }) => ({
      detail: `No existe ninguna forma de pago guardada ${methodId}.`,
      remedy: 'Búsquela en la lista de formas de pago guardadas.',
    }),
    it: ({ methodId }) => ({
      detail: `Il metodo di pagamento salvato ${methodId} non esiste.`,
      remedy: 'Cercalo nell’elenco dei metodi di pagamento salvati.',
    }),
  },
});

export const noSavedMethod = refusalKind<object>('payments.no_saved_method', {
  status: 409,
  example: {},
  texts: {
    en: () => ({
      detail: 'There is no saved way to pay that could be used without you.',
      remedy: 'Top up once by card or PayPal and let us save the method, or start an automatic payment.',
    }),
    es: () => ({
      detail: 'No hay ninguna forma de pago guardada que se pueda usar sin usted.',
      remedy: 'Recargue una vez con tarjeta o PayPal y permítanos guardarla, o inicie un pago automático.',
    }),
    it: () => ({
      detail: 'Non c’è alcun metodo di pagamento salvato che si possa usare senza di te.',
      remedy:
        'Ricarica una volta con carta o PayPal e permettici di salvarlo, oppure avvia un pagamento automatico.',
    }),
  },
});

export const noAutomaticTopUp = refusalKind<object>('payments.no_automatic_top_up', {
  status: 404,
  example: {},
  texts: {
    en: () => ({
      detail: 'The credit is not topped up by itself.',
      remedy: 'Set a threshold and an amount first.',
    }),
    es: () => ({
      detail: 'El saldo no se recarga automáticamente.',
      remedy: 'Fije primero un umbral y un importe.',
    }),
    it: () => ({
      detail: 'Il credito non si ricarica da solo.',
      remedy: 'Imposta prima una soglia e un importo.',
    }),
  },
});

/** Amounts are decimals. */
export const amountNotPayable = refusalKind<{
  readonly amount: string;
  readonly least: string;
  readonly most: string;
}>('payments.amount_not_payable', {
  status: 422,
  field: 'amount',
  example: { amount: '4.005', least: '0.01', most: '100000.00' },
  texts: {
    en: ({ amount, least, most }) => ({
      detail: `${amount} cannot be paid.`,
      remedy: `Choose an amount in whole cents, from ${least} to ${most}.`,
    }),
    es: ({ amount, least, most }) => ({
      detail: `No se puede pagar un importe de ${amount}.`,
      remedy: `Elija un importe en céntimos enteros, de ${least} a ${most}.`,
    }),
    it: ({ amount, least, most }) => ({
      detail: `Non è possibile pagare ${amount}.`,
      remedy: `Scegli un importo in centesimi interi, da ${least} a ${most}.`,
    }),
  },
});

export const paymentKeyReused = refusalKind<{ readonly key: string }>('payments.key_reused', {
  status: 409,
  field: 'Idempotency-Key',
  example: { key: 'top-up-2022-03-10' },
  texts: {
    en: ({ key }) => ({
      detail: `The key "${key}" was already used for another payment.`,
      remedy: 'Repeat the request exactly as it was first sent, or send it with a new key.',
    }),
    es: ({ key }) => ({
      detail: `La clave «${key}» ya se utilizó para otro pago.`,
      remedy: 'Repita la solicitud exactamente como la envió la primera vez, o envíela con una clave nueva.',
    }),
    it: ({ key }) => ({
      detail: `La chiave «${key}» è già stata usata per un altro pagamento.`,
      remedy: 'Ripeti la richiesta esattamente come la prima volta, oppure inviala con una chiave nuova.',
    }),
  },
});

export const eventNotGenuine = refusalKind<{ readonly processor: string }>('payments.event_not_genuine', {
  status: 401,
  example: { processor: 'paypal' },
  texts: {
    en: ({ processor }) => ({
      detail: `This message does not come from the processor "${processor}".`,
      remedy: 'Check the webhook address and its secret in the settings of the processor.',
    }),
    es: ({ processor }) => ({
      detail: `Este mensaje no procede de la pasarela de pago «${processor}».`,
      remedy: 'Revise la dirección del webhook y su clave secreta en la configuración de la pasarela.',
    }),
    it: ({ processor }) => ({
      detail: `Questo messaggio non proviene dal gestore di pagamento «${processor}».`,
      remedy: "Controlla l'indirizzo del webhook e la sua chiave segreta nelle impostazioni del gestore.",
    }),
  },
});

export const payoutNotByHand = refusalKind<{ readonly payoutId: string; readonly state: string }>(
  'payments.payout_not_by_hand',
  {
    status: 409,
    example: { payoutId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f', state: 'succeeded' },
    texts: {
      en: ({ payoutId, state }) => ({
        detail: `The payout ${payoutId} is not waiting to be paid by hand: its state is "${state}".`,
        remedy: 'Only payouts in the state "manual" are settled by staff, with the customer’s bank details.',
      }),
      es: ({ payoutId, state }) => ({
        detail: `El pago de reembolso ${payoutId} no espera una transferencia manual: su estado es «${state}».`,
        remedy: 'El personal solo abona los pagos en estado «manual», con los datos bancarios del cliente.',
      }),
      it: ({ payoutId, state }) => ({
        detail: `L'accredito ${payoutId} non è in attesa di un bonifico manuale: il suo stato è «${state}».`,
        remedy:
          'Il personale esegue solo gli accrediti nello stato «manual», con le coordinate bancarie del cliente.',
      }),
    },
  },
);

export const bankDetailsMissing = refusalKind<{ readonly payoutId: string }>(
  'payments.bank_details_missing',
  {
    status: 409,
    example: { payoutId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
    texts: {
      en: ({ payoutId }) => ({
        detail: `The payout ${payoutId} has no bank details yet.`,
        remedy: 'Ask the customer for the account to pay to, and enter it first.',
      }),
      es: ({ payoutId }) => ({
        detail: `El pago de reembolso ${payoutId} todavía no tiene datos bancarios.`,
        remedy: 'Pida al cliente la cuenta en la que desea cobrar e introdúzcala primero.',
      }),
      it: ({ payoutId }) => ({
        detail: `L'accredito ${payoutId} non ha ancora le coordinate bancarie.`,
        remedy: 'Chiedi al cliente il conto su cui pagare e inseriscilo prima.',
      }),
    },
  },
);

export const invalidBankDetails = refusalKind<{ readonly account: string }>('payments.invalid_bank_details', {
  status: 422,
  field: 'account',
  example: { account: 'IT60X0542811101000000123457' },
  texts: {
    en: ({ account }) => ({
      detail: `"${account}" is not a bank account.`,
      remedy: 'Check every character of the IBAN, or of the account number where there is no IBAN.',
    }),
    es: ({ account }) => ({
      detail: `«${account}» no es una cuenta bancaria.`,
      remedy: 'Compruebe cada carácter del IBAN, o del número de cuenta si no hay IBAN.',
    }),
    it: ({ account }) => ({
      detail: `«${account}» non è un conto bancario.`,
      remedy: "Controlla ogni carattere dell'IBAN, o del numero di conto se non c'è un IBAN.",
    }),
  },
});
