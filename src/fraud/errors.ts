import { refusalKind } from '#platform';

interface OneCase {
  readonly caseId: string;
}

const example: OneCase = { caseId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' };

export const unknownCase = refusalKind<OneCase>('fraud.unknown', {
  status: 404,
  example,
  texts: {
    en: ({ caseId }) => ({
      detail: `There is no fraud case ${caseId}.`,
      remedy: 'Look the case up in the list of cases.',
    }),
    es: ({ caseId }) => ({
      detail: `No existe ningún caso de fraude ${caseId}.`,
      remedy: 'Búsquelo en la lista de casos.',
    }),
    it: ({ caseId }) => ({
      detail: `Il caso di frode ${caseId} non esiste.`,
      remedy: "Cercalo nell'elenco dei casi.",
    }),
  },
});

/** A customer has one open case at most. */
export const caseOpen = refusalKind<OneCase>('fraud.case_open', {
  status: 409,
  example,
  texts: {
    en: ({ caseId }) => ({
      detail: `The customer has an open fraud case already: ${caseId}.`,
      remedy: 'Add your evidence to that case.',
    }),
    es: ({ caseId }) => ({
      detail: `El cliente ya tiene un caso de fraude abierto: ${caseId}.`,
      remedy: 'Añada sus pruebas a ese caso.',
    }),
    it: ({ caseId }) => ({
      detail: `Il cliente ha già un caso di frode aperto: ${caseId}.`,
      remedy: 'Aggiungi le tue prove a quel caso.',
    }),
  },
});

/** What was asked for does not follow from the state that the case is in. */
export const wrongState = refusalKind<OneCase & { readonly state: string }>('fraud.wrong_state', {
  status: 409,
  example: { ...example, state: 'dismissed' },
  texts: {
    en: ({ state }) => ({
      detail: `The case is ${state}: this cannot be done with it any more, or not yet.`,
      remedy: 'Read the case as it is now.',
    }),
    es: ({ state }) => ({
      detail: `El caso está en estado «${state}»: esto ya no se puede hacer, o todavía no.`,
      remedy: 'Consulte el caso tal como está ahora.',
    }),
    it: ({ state }) => ({
      detail: `Il caso è nello stato «${state}»: questo non si può più fare, o non ancora.`,
      remedy: 'Leggi il caso com’è adesso.',
    }),
  },
});

/** Who proposed, or endorsed a proposal, does not confirm it. @source POLICY.md F1 */
export const secondMemberNeeded = refusalKind<OneCase>('fraud.second_member_needed', {
  status: 409,
  example,
  texts: {
    en: () => ({
      detail: 'You stand for this proposal yourself: another member of staff has to confirm it.',
      remedy: 'Ask a colleague who may confirm cases of fraud.',
    }),
    es: () => ({
      detail: 'Usted mismo respalda esta propuesta: tiene que confirmarla otro miembro del personal.',
      remedy: 'Pídaselo a un compañero que pueda confirmar casos de fraude.',
    }),
    it: () => ({
      detail: 'Questa proposta è sostenuta da te: deve confermarla un altro membro del personale.',
      remedy: 'Chiedi a un collega che possa confermare i casi di frode.',
    }),
  },
});

/** A signal proposed it, and no member of staff stands for it yet. */
export const notEndorsed = refusalKind<OneCase>('fraud.not_endorsed', {
  status: 409,
  example,
  texts: {
    en: () => ({
      detail:
        'A signal proposed this case by itself, and no member of staff has endorsed it with evidence yet.',
      remedy: 'Endorse it first; then a colleague confirms it.',
    }),
    es: () => ({
      detail:
        'Una señal propuso este caso por sí sola y ningún miembro del personal lo ha respaldado aún con pruebas.',
      remedy: 'Respáldelo primero; después lo confirma un compañero.',
    }),
    it: () => ({
      detail:
        'Questo caso è stato proposto da un segnale, e nessun membro del personale lo ha ancora sostenuto con prove.',
      remedy: 'Prima sostienilo; poi lo conferma un collega.',
    }),
  },
});

/** Nothing was confirmed, or an appeal is open already. */
export const nothingToAppeal = refusalKind<{ readonly customerId: string }>('fraud.nothing_to_appeal', {
  status: 409,
  example: { customerId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: () => ({
      detail:
        'There is no confirmed case of fraud to appeal against, or an appeal is being looked at already.',
      remedy: 'See how the account stands; while a case is not decided, write to our support.',
    }),
    es: () => ({
      detail:
        'No hay ningún caso de fraude confirmado contra el que recurrir, o ya se está estudiando un recurso.',
      remedy:
        'Consulte cómo está la cuenta; mientras un caso no esté decidido, escriba a nuestro servicio de atención.',
    }),
    it: () => ({
      detail:
        'Non c’è nessun caso di frode confermato contro cui fare ricorso, o un ricorso è già all’esame.',
      remedy: 'Guarda a che punto è l’account; finché un caso non è deciso, scrivi alla nostra assistenza.',
    }),
  },
});

/** The case has no appeal that waits for an answer. */
export const noAppeal = refusalKind<OneCase>('fraud.no_appeal', {
  status: 409,
  example,
  texts: {
    en: () => ({
      detail: 'No appeal against this case is open.',
      remedy: 'If the customer appealed by mail or telephone, enter the appeal first.',
    }),
    es: () => ({
      detail: 'No hay ningún recurso abierto contra este caso.',
      remedy: 'Si el cliente recurrió por correo o por teléfono, registre antes el recurso.',
    }),
    it: () => ({
      detail: 'Contro questo caso non c’è nessun ricorso aperto.',
      remedy: 'Se il cliente ha fatto ricorso per posta o per telefono, inserisci prima il ricorso.',
    }),
  },
});
