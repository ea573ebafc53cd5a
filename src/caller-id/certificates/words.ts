import type { InEveryLanguage } from '#platform';

/** What a certificate says around its facts. */
interface CertificateWords {
  readonly title: string;
  readonly statement: (operator: string) => string;
  readonly holder: string;
  readonly number: string;
  readonly heldSince: string;
  readonly issuedOn: string;
  readonly code: string;
  readonly howToCheck: string;
  readonly callerId: string;
  readonly until: string;
}

export const certificateWords: InEveryLanguage<CertificateWords> = {
  en: {
    title: 'Certificate of a phone number',
    statement: (operator) =>
      `${operator} certifies that, on the day of issue, the following phone number is held by:`,
    holder: 'Holder',
    number: 'Number',
    heldSince: 'Held since',
    issuedOn: 'Issued on',
    code: 'Code',
    howToCheck: 'Anyone can check with this code whether the certificate still holds:',
    callerId: 'The holder may show this number as caller id for outgoing calls through other providers.',
    until:
      'The certificate ends when the holder loses the number. What the check says counts, not this paper.',
  },
  es: {
    title: 'Certificado de un número de teléfono',
    statement: (operator) =>
      `${operator} certifica que, en la fecha de emisión, el titular del siguiente número de teléfono es:`,
    holder: 'Titular',
    number: 'Número',
    heldSince: 'Titular desde el',
    issuedOn: 'Emitido el',
    code: 'Código',
    howToCheck: 'Cualquiera puede comprobar con este código si el certificado sigue siendo válido:',
    callerId:
      'El titular puede mostrar este número como identificador de llamada en las llamadas que haga a través de otros proveedores.',
    until:
      'El certificado deja de valer cuando el titular pierde el número. Cuenta lo que diga la comprobación, no este papel.',
  },
  it: {
    title: 'Certificato di un numero di telefono',
    statement: (operator) =>
      `${operator} certifica che, alla data di rilascio, il titolare del seguente numero di telefono è:`,
    holder: 'Titolare',
    number: 'Numero',
    heldSince: 'Titolare dal',
    issuedOn: 'Rilasciato il',
    code: 'Codice',
    howToCheck: 'Chiunque può verificare con questo codice se il certificato è ancora valido:',
    callerId:
      'Il titolare può mostrare questo numero come identificativo del chiamante nelle chiamate che fa con altri fornitori.',
    until:
      'Il certificato cessa quando il titolare perde il numero. Vale ciò che dice la verifica, non questo foglio.',
  },
};
