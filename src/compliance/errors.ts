import { refusalKind, type Language } from '#platform';

import type { Missing } from './registrations/missing.ts';
import { describeMissing } from './registrations/words.ts';

const example = '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f';

export const unknownIdentity = refusalKind<{ readonly id: string }>('compliance.unknown_identity', {
  status: 404,
  field: 'identityId',
  example: { id: example },
  texts: {
    en: ({ id }) => ({
      detail: `There is no identity ${id}.`,
      remedy: 'Choose one from your list of identities.',
    }),
    es: ({ id }) => ({
      detail: `No existe la identidad ${id}.`,
      remedy: 'Elija una de su lista de identidades.',
    }),
    it: ({ id }) => ({ detail: `Non esiste l’identità ${id}.`, remedy: 'Scegline una dal tuo elenco.' }),
  },
});

export const unknownAddress = refusalKind<{ readonly id: string }>('compliance.unknown_address', {
  status: 404,
  field: 'addressId',
  example: { id: example },
  texts: {
    en: ({ id }) => ({
      detail: `There is no address ${id}.`,
      remedy: 'Choose one from your list of addresses.',
    }),
    es: ({ id }) => ({
      detail: `No existe la dirección ${id}.`,
      remedy: 'Elija una de su lista de direcciones.',
    }),
    it: ({ id }) => ({ detail: `Non esiste l’indirizzo ${id}.`, remedy: 'Scegline uno dal tuo elenco.' }),
  },
});

export const unknownRegistration = refusalKind<{ readonly id: string }>('compliance.unknown_registration', {
  status: 404,
  field: 'registrationId',
  example: { id: example },
  texts: {
    en: ({ id }) => ({
      detail: `There is no registration ${id}.`,
      remedy: 'Look it up in the list of registrations.',
    }),
    es: ({ id }) => ({
      detail: `No existe el registro ${id}.`,
      remedy: 'Búsquelo en la lista de registros.',
    }),
    it: ({ id }) => ({
      detail: `Non esiste la registrazione ${id}.`,
      remedy: 'Cercala nell’elenco delle registrazioni.',
    }),
  },
});

export const inUse = refusalKind<{ readonly id: string }>('compliance.in_use', {
  status: 409,
  example: { id: example },
  texts: {
    en: ({ id }) => ({
      detail: `${id} belongs to a registration that is in review or approved, and is not changed.`,
      remedy: 'Enter a new one, and use that for what comes.',
    }),
    es: ({ id }) => ({
      detail: `${id} pertenece a un registro en revisión o aprobado y no se modifica.`,
      remedy: 'Introduzca uno nuevo y utilícelo en adelante.',
    }),
    it: ({ id }) => ({
      detail: `${id} appartiene a una registrazione in verifica o approvata, e non si modifica.`,
      remedy: 'Inseriscine uno nuovo e usa quello d’ora in poi.',
    }),
  },
});

export const notEditable = refusalKind<{ readonly id: string; readonly state: string }>(
  'compliance.not_editable',
  {
    status: 409,
    example: { id: example, state: 'submitted' },
    texts: {
      en: ({ id, state }) => ({
        detail: `The registration ${id} cannot be filled in now: it is ${state}.`,
        remedy: 'Wait for the review; what is rejected can be corrected until the deadline.',
      }),
      es: ({ id, state }) => ({
        detail: `El registro ${id} no se puede completar ahora: su estado es «${state}».`,
        remedy: 'Espere a la revisión; lo que se rechace se puede corregir hasta la fecha límite.',
      }),
      it: ({ id, state }) => ({
        detail: `La registrazione ${id} ora non si può compilare: il suo stato è «${state}».`,
        remedy: 'Attendi la verifica; ciò che viene respinto si può correggere fino alla scadenza.',
      }),
    },
  },
);

export const tooLate = refusalKind<{ readonly id: string }>('compliance.too_late', {
  status: 409,
  example: { id: example },
  texts: {
    en: ({ id }) => ({
      detail: `The time in which the registration ${id} could be handed in has passed.`,
      remedy:
        'The price of the number goes back to your credit by itself; buy a number again and hand the documents in sooner.',
    }),
    es: ({ id }) => ({
      detail: `El plazo para entregar el registro ${id} ha terminado.`,
      remedy:
        'El precio del número vuelve por sí solo a su saldo; compre otra vez un número y entregue antes los documentos.',
    }),
    it: ({ id }) => ({
      detail: `Il tempo per consegnare la registrazione ${id} è passato.`,
      remedy:
        'Il prezzo del numero torna da solo nel tuo credito; acquista di nuovo un numero e consegna prima i documenti.',
    }),
  },
});

export const notSubmitted = refusalKind<{ readonly id: string; readonly state: string }>(
  'compliance.not_submitted',
  {
    status: 409,
    example: { id: example, state: 'open' },
    texts: {
      en: ({ id, state }) => ({
        detail: `The registration ${id} is not in review: it is ${state}.`,
        remedy: 'Review only what is in the list of those that are submitted.',
      }),
      es: ({ id, state }) => ({
        detail: `El registro ${id} no está en revisión: su estado es «${state}».`,
        remedy: 'Revise solo los que figuran como entregados.',
      }),
      it: ({ id, state }) => ({
        detail: `La registrazione ${id} non è in verifica: il suo stato è «${state}».`,
        remedy: 'Verifica solo quelle che risultano consegnate.',
      }),
    },
  },
);

export const reasonMissing = refusalKind<object>('compliance.reason_missing', {
  status: 422,
  field: 'reasons',
  example: {},
  texts: {
    en: () => ({
      detail: 'A rejection says why, and no reason was given.',
      remedy: 'Give at least one reason, so that the customer knows what to correct.',
    }),
    es: () => ({
      detail: 'Un rechazo indica por qué y no se ha dado ningún motivo.',
      remedy: 'Indique al menos un motivo, para que el cliente sepa qué corregir.',
    }),
    it: () => ({
      detail: 'Un rifiuto dice perché, e non è stato indicato alcun motivo.',
      remedy: 'Indica almeno un motivo, perché il cliente sappia che cosa correggere.',
    }),
  },
});

/** Everything that is missing, at once; told one by one in `missing`. */
export const incomplete = refusalKind<{ readonly missing: readonly Missing[] }>('compliance.incomplete', {
  status: 409,
  example: { missing: [{ requirement: 'document', what: 'proof_of_address', fault: 'missing' }] },
  texts: {
    en: ({ missing }) => ({
      detail: `The registration is not complete. ${listed(missing, 'en')}.`,
      remedy: 'Hand in everything that is listed under "missing", then submit it again.',
    }),
    es: ({ missing }) => ({
      detail: `El registro no está completo. ${listed(missing, 'es')}.`,
      remedy: 'Entregue todo lo que figura en «missing» y vuelva a enviarlo.',
    }),
    it: ({ missing }) => ({
      detail: `La registrazione non è completa. ${listed(missing, 'it')}.`,
      remedy: 'Consegna tutto ciò che è elencato in «missing», poi inviala di nuovo.',
    }),
  },
});

const listed = (missing: readonly Missing[], language: Language): string =>
  missing.map((one) => describeMissing(one, language)).join('; ');
