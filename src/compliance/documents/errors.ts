import { refusalKind } from '#platform';

const example = '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f';

export const unknownDocument = refusalKind<{ readonly id: string }>('compliance.unknown_document', {
  status: 404,
  field: 'documentIds',
  example: { id: example },
  texts: {
    en: ({ id }) => ({
      detail: `There is no document ${id}, or it was deleted.`,
      remedy: 'Choose one from your list of documents, or upload it again.',
    }),
    es: ({ id }) => ({
      detail: `No existe el documento ${id}, o se ha eliminado.`,
      remedy: 'Elija uno de su lista de documentos o vuelva a subirlo.',
    }),
    it: ({ id }) => ({
      detail: `Non esiste il documento ${id}, oppure è stato cancellato.`,
      remedy: 'Scegline uno dal tuo elenco o caricalo di nuovo.',
    }),
  },
});

export const documentNotReadable = refusalKind<object>('compliance.document_not_readable', {
  status: 415,
  field: 'body',
  example: {},
  texts: {
    en: () => ({
      detail: 'What was sent is no PDF, JPEG or PNG, or it ends early.',
      remedy: 'Send the whole file, as PDF, JPEG or PNG.',
    }),
    es: () => ({
      detail: 'Lo que se ha enviado no es un PDF, JPEG ni PNG, o está incompleto.',
      remedy: 'Envíe el archivo completo en PDF, JPEG o PNG.',
    }),
    it: () => ({
      detail: 'Ciò che è stato inviato non è un PDF, JPEG o PNG, oppure è incompleto.',
      remedy: 'Invia il file intero, in PDF, JPEG o PNG.',
    }),
  },
});

export const documentTooLarge = refusalKind<{ readonly mostBytes: number }>('compliance.document_too_large', {
  status: 413,
  field: 'body',
  example: { mostBytes: 10_485_760 },
  texts: {
    en: ({ mostBytes }) => ({
      detail: `The document has more than ${mostBytes} bytes.`,
      remedy: 'Scan it with a lower resolution, or in black and white.',
    }),
    es: ({ mostBytes }) => ({
      detail: `El documento tiene más de ${mostBytes} bytes.`,
      remedy: 'Escanéelo con menos resolución o en blanco y negro.',
    }),
    it: ({ mostBytes }) => ({
      detail: `Il documento ha più di ${mostBytes} byte.`,
      remedy: 'Scansionalo a risoluzione più bassa o in bianco e nero.',
    }),
  },
});

export const documentDeleted = refusalKind<{ readonly id: string }>('compliance.document_deleted', {
  status: 410,
  example: { id: example },
  texts: {
    en: ({ id }) => ({
      detail: `The document ${id} was deleted; only its record is left.`,
      remedy: 'Ask the customer for it again if it is needed.',
    }),
    es: ({ id }) => ({
      detail: `El documento ${id} se ha eliminado; solo queda su ficha.`,
      remedy: 'Pídaselo de nuevo al cliente si hace falta.',
    }),
    it: ({ id }) => ({
      detail: `Il documento ${id} è stato cancellato; ne resta solo la scheda.`,
      remedy: 'Chiedilo di nuovo al cliente, se serve.',
    }),
  },
});
