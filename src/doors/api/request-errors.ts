// What is wrong with a request before anybody looks at what it asks for.
import { refusalKind } from '#platform';

export const invalidRequest = refusalKind<{ readonly fields: string }>('api.invalid_request', {
  status: 422,
  example: { fields: 'months' },
  texts: {
    en: ({ fields }) => ({
      detail: `The request is not valid: ${fields}.`,
      remedy: 'Correct the fields under "errors" and send it again; nothing was changed.',
    }),
    es: ({ fields }) => ({
      detail: `La petición no es válida: ${fields}.`,
      remedy: 'Corrija los campos de «errors» y envíela de nuevo; no se ha cambiado nada.',
    }),
    it: ({ fields }) => ({
      detail: `La richiesta non è valida: ${fields}.`,
      remedy: 'Correggi i campi elencati in «errors» e inviala di nuovo; nulla è cambiato.',
    }),
  },
});

export const invalidBody = refusalKind<{ readonly problem: string }>('api.invalid_body', {
  status: 400,
  field: 'body',
  example: { problem: 'Unexpected end of JSON input' },
  texts: {
    en: ({ problem }) => ({
      detail: `The body of the request cannot be read: ${problem}.`,
      remedy: 'Send well-formed JSON in UTF-8, without NUL characters.',
    }),
    es: ({ problem }) => ({
      detail: `No se puede leer el cuerpo de la petición: ${problem}.`,
      remedy: 'Envíe JSON bien formado, en UTF-8 y sin caracteres NUL.',
    }),
    it: ({ problem }) => ({
      detail: `Il corpo della richiesta non si può leggere: ${problem}.`,
      remedy: 'Invia JSON ben formato, in UTF-8 e senza caratteri NUL.',
    }),
  },
});

export const bodyTooLarge = refusalKind<{ readonly mostBytes: number }>('api.body_too_large', {
  status: 413,
  field: 'body',
  example: { mostBytes: 1_048_576 },
  texts: {
    en: ({ mostBytes }) => ({
      detail: `The body of the request is larger than ${mostBytes} bytes.`,
      remedy: 'Send less at a time.',
    }),
    es: ({ mostBytes }) => ({
      detail: `El cuerpo de la petición supera los ${mostBytes} bytes.`,
      remedy: 'Envíe menos datos de una vez.',
    }),
    it: ({ mostBytes }) => ({
      detail: `Il corpo della richiesta supera i ${mostBytes} byte.`,
      remedy: 'Invia meno dati alla volta.',
    }),
  },
});

export const unsupportedMediaType = refusalKind<{ readonly mediaType: string }>(
  'api.unsupported_media_type',
  {
    status: 415,
    field: 'Content-Type',
    example: { mediaType: 'application/xml' },
    texts: {
      en: ({ mediaType }) => ({
        detail: `The content type "${mediaType}" is not understood here.`,
        remedy: 'Send application/json, or the type that /docs names for this endpoint.',
      }),
      es: ({ mediaType }) => ({
        detail: `Aquí no se admite el tipo de contenido «${mediaType}».`,
        remedy: 'Envíe application/json o el tipo que /docs indica para este punto de acceso.',
      }),
      it: ({ mediaType }) => ({
        detail: `Il tipo di contenuto «${mediaType}» qui non è ammesso.`,
        remedy: 'Invia application/json, oppure il tipo che /docs indica per questo endpoint.',
      }),
    },
  },
);

export const keyMissing = refusalKind<object>('api.idempotency_key_missing', {
  status: 400,
  field: 'Idempotency-Key',
  example: {},
  texts: {
    en: () => ({
      detail: 'This moves money, and the request has no Idempotency-Key of 1 to 200 characters.',
      remedy:
        'Add the header with a text of your own, for example a UUID: a repeated request then has its effect once.',
    }),
    es: () => ({
      detail: 'Esto mueve dinero y la petición no lleva una Idempotency-Key de 1 a 200 caracteres.',
      remedy:
        'Añada la cabecera con un texto propio, por ejemplo un UUID: así una petición repetida tiene efecto una sola vez.',
    }),
    it: () => ({
      detail:
        'Questa operazione muove denaro e alla richiesta manca una Idempotency-Key da 1 a 200 caratteri.',
      remedy:
        'Aggiungi l’intestazione con un testo tuo, per esempio un UUID: così una richiesta ripetuta ha effetto una volta sola.',
    }),
  },
});

export const keyReused = refusalKind<{ readonly key: string }>('api.idempotency_key_reused', {
  status: 409,
  field: 'Idempotency-Key',
  example: { key: '7f9c2ba4' },
  texts: {
    en: ({ key }) => ({
      detail: `The Idempotency-Key "${key}" was already used for another request.`,
      remedy: 'Use a new key for a new intention; repeat the very same request to get its first answer.',
    }),
    es: ({ key }) => ({
      detail: `La Idempotency-Key «${key}» ya se usó para otra petición.`,
      remedy:
        'Use una clave nueva para cada intención; repita exactamente la misma petición para obtener su primera respuesta.',
    }),
    it: ({ key }) => ({
      detail: `La Idempotency-Key «${key}» è già stata usata per un’altra richiesta.`,
      remedy:
        'Usa una chiave nuova per ogni intenzione; ripeti la stessa identica richiesta per riavere la prima risposta.',
    }),
  },
});
