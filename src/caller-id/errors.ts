import { refusalKind } from '#platform';

export const unknownVerification = refusalKind<{ readonly verificationId: string }>(
  'caller_id.unknown_verification',
  {
    status: 404,
    field: 'verificationId',
    example: { verificationId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
    texts: {
      en: ({ verificationId }) => ({
        detail: `There is no verification ${verificationId}.`,
        remedy: 'Choose one from the list, or begin one for a number.',
      }),
      es: ({ verificationId }) => ({
        detail: `No hay ninguna verificación ${verificationId}.`,
        remedy: 'Elija una de la lista o empiece una para un número.',
      }),
      it: ({ verificationId }) => ({
        detail: `Non c'è nessuna verifica ${verificationId}.`,
        remedy: "Scegline una dall'elenco, oppure iniziane una per un numero.",
      }),
    },
  },
);

export const unknownCertificate = refusalKind<object>('caller_id.unknown_certificate', {
  status: 404,
  field: 'code',
  example: {},
  texts: {
    en: () => ({
      detail: 'We have not issued a certificate with this code.',
      remedy: 'Compare the code with the one on the certificate: 16 letters and digits.',
    }),
    es: () => ({
      detail: 'No hemos emitido ningún certificado con este código.',
      remedy: 'Compare el código con el del certificado: 16 letras y cifras.',
    }),
    it: () => ({
      detail: 'Non abbiamo rilasciato nessun certificato con questo codice.',
      remedy: 'Confronta il codice con quello del certificato: 16 lettere e cifre.',
    }),
  },
});
