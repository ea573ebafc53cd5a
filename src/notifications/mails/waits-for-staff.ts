import { openMail, quoted, type Letter } from './mail-kind.ts';

/** Something that only the operator's staff can decide, and that nobody of them knows of yet. */
export interface WaitsForStaff {
  /**
   * case: a signal proposed a case of fraud, and the customer is frozen. appeal: a customer appeals against a confirmed case.
   * dispute: a payer takes back a payment at the processor.
   */
  readonly what: 'case' | 'appeal' | 'dispute';
  /** Whom it is about. */
  readonly customer: { readonly name: string; readonly email: string };
  /** What was found, what the customer says, why the payer takes it back; null when nothing says why. */
  readonly text: string | null;
  readonly link: string;
}

interface Sentences {
  readonly subject: string;
  readonly happened: string;
  readonly remedy: string;
}

type Texts = Readonly<Record<WaitsForStaff['what'], Sentences>>;

const letter =
  (texts: Texts, itIsAbout: string) =>
  ({ what, customer, text, link }: WaitsForStaff): Letter => ({
    subject: `${texts[what].subject}: ${customer.name}`,
    paragraphs: [
      `${texts[what].happened} ${itIsAbout} ${customer.name} (${customer.email}).`,
      ...(text === null ? [] : [quoted(text)]),
      texts[what].remedy,
      link,
    ],
  });

const en: Texts = {
  case: {
    subject: 'A signal proposed a case of fraud',
    happened:
      'A signal proposed a case of fraud: the customer’s credit is frozen and their numbers are suspended.',
    remedy:
      'Look at it soon: dismiss the case, or endorse it with what else you found. Until then the customer cannot use what they paid for.',
  },
  appeal: {
    subject: 'A customer appeals',
    happened: 'A customer appeals against a confirmed case of fraud.',
    remedy: 'Uphold or reject the appeal, with a reason that the customer is told:',
  },
  dispute: {
    subject: 'A payment is disputed',
    happened: 'A payer takes back a payment at the processor. What is unspent of it is held.',
    remedy: 'Hand in evidence at the processor before its deadline; the decision arrives here by itself.',
  },
};

const es: Texts = {
  case: {
    subject: 'Una señal ha propuesto un caso de fraude',
    happened:
      'Una señal ha propuesto un caso de fraude: el saldo del cliente está congelado y sus números, suspendidos.',
    remedy:
      'Revíselo pronto: desestime el caso o respáldelo con lo que haya encontrado. Hasta entonces el cliente no puede usar lo que ha pagado.',
  },
  appeal: {
    subject: 'Un cliente presenta un recurso',
    happened: 'Un cliente recurre un caso de fraude confirmado.',
    remedy: 'Acepte o rechace el recurso con un motivo, que se comunica al cliente:',
  },
  dispute: {
    subject: 'Un pago está en disputa',
    happened: 'Un pagador reclama un pago en el procesador de pagos. Lo que queda sin gastar está retenido.',
    remedy:
      'Presente pruebas al procesador de pagos antes de que venza el plazo; la decisión llega aquí por sí sola.',
  },
};

const it: Texts = {
  case: {
    subject: 'Un segnale ha proposto un caso di frode',
    happened:
      'Un segnale ha proposto un caso di frode: il credito del cliente è congelato e i suoi numeri sono sospesi.',
    remedy:
      'Esaminalo presto: archivia il caso, o sostienilo con ciò che hai trovato. Fino ad allora il cliente non può usare ciò che ha pagato.',
  },
  appeal: {
    subject: 'Un cliente presenta ricorso',
    happened: 'Un cliente ricorre contro un caso di frode confermato.',
    remedy: 'Accogli o respingi il ricorso con un motivo, che viene detto al cliente:',
  },
  dispute: {
    subject: 'Un pagamento è contestato',
    happened:
      'Un pagatore contesta un pagamento presso il processore di pagamento. Ciò che non è speso è trattenuto.',
    remedy:
      'Presenta le prove al processore di pagamento entro il suo termine; la decisione arriva qui da sola.',
  },
};

export const waitsForStaff = openMail<WaitsForStaff>({
  en: letter(en, 'It is about'),
  es: letter(es, 'Se trata de'),
  it: letter(it, 'Si tratta di'),
});
