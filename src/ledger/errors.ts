import { refusalKind } from '#platform';

/** Amounts are decimals: what the movement takes, and what can be spent (the balance less what is held). */
export interface MissingCredit {
  readonly needed: string;
  readonly available: string;
}

/** A wallet would fall below zero, or below what is held. @source POLICY.md C1 */
export const insufficientCredit = refusalKind<MissingCredit>('wallet.insufficient_credit', {
  status: 409,
  example: { needed: '4.00', available: '1.50' },
  texts: {
    en: ({ needed, available }) => ({
      detail: `This costs ${needed}, and ${available} of credit is available.`,
      remedy: 'Top up the credit, then try again.',
    }),
    es: ({ needed, available }) => ({
      detail: `Esto cuesta ${needed} y el saldo disponible es de ${available}.`,
      remedy: 'Recargue el saldo e inténtelo de nuevo.',
    }),
    it: ({ needed, available }) => ({
      detail: `Il costo è di ${needed} e il credito disponibile è di ${available}.`,
      remedy: 'Ricarica il credito e riprova.',
    }),
  },
});

/** A key was used for something else before. */
export const keyReused = refusalKind<{ readonly key: string }>('ledger.key_reused', {
  status: 409,
  field: 'Idempotency-Key',
  example: { key: 'top-up-2022-03-10' },
  texts: {
    en: ({ key }) => ({
      detail: `The key "${key}" was already used for something else.`,
      remedy: 'Repeat the request exactly as it was first sent, or send it with a new key.',
    }),
    es: ({ key }) => ({
      detail: `La clave «${key}» ya se utilizó para otra operación.`,
      remedy: 'Repita la solicitud exactamente como la envió la primera vez, o envíela con una clave nueva.',
    }),
    it: ({ key }) => ({
      detail: `La chiave «${key}» è già stata usata per un'altra operazione.`,
      remedy: 'Ripeti la richiesta esattamente come la prima volta, oppure inviala con una chiave nuova.',
    }),
  },
});

/** A hold is no longer open. */
export const holdClosed = refusalKind<{
  readonly holdId: string;
  readonly state: 'posted' | 'released' | 'expired';
}>('ledger.hold_closed', {
  status: 409,
  example: { holdId: '0197a1c2-7d1e-7a30-9f6b-3f6f3a1b2c4d', state: 'expired' },
  texts: {
    en: ({ state }) => ({
      detail: {
        posted: 'The amount that was held was already charged.',
        released: 'The amount that was held was already set free.',
        expired: 'The time for which the amount was held is over.',
      }[state],
      remedy: 'Start again.',
    }),
    es: ({ state }) => ({
      detail: {
        posted: 'El importe retenido ya se cobró.',
        released: 'El importe retenido ya se liberó.',
        expired: 'El plazo de retención del importe ha terminado.',
      }[state],
      remedy: 'Empiece de nuevo.',
    }),
    it: ({ state }) => ({
      detail: {
        posted: "L'importo bloccato è già stato addebitato.",
        released: "L'importo bloccato è già stato sbloccato.",
        expired: "Il tempo per cui l'importo era bloccato è scaduto.",
      }[state],
      remedy: 'Ricomincia da capo.',
    }),
  },
});
