import { refusalKind } from '#platform';
import type { UrlProblem } from './addresses.ts';

const id = '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f';

export const unknownEndpoint = refusalKind<{ readonly endpointId: string }>('webhooks.unknown_endpoint', {
  status: 404,
  field: 'endpointId',
  example: { endpointId: id },
  texts: {
    en: ({ endpointId }) => ({
      detail: `There is no webhook endpoint ${endpointId}, or it is not yours.`,
      remedy: 'List the endpoints.',
    }),
    es: ({ endpointId }) => ({
      detail: `No existe el destino de webhooks ${endpointId}, o no es suyo.`,
      remedy: 'Consulte la lista de destinos.',
    }),
    it: ({ endpointId }) => ({
      detail: `La destinazione dei webhook ${endpointId} non esiste, oppure non è tua.`,
      remedy: 'Consulta l’elenco delle destinazioni.',
    }),
  },
});

export const unknownMessage = refusalKind<{ readonly messageId: string }>('webhooks.unknown_message', {
  status: 404,
  field: 'messageId',
  example: { messageId: id },
  texts: {
    en: ({ messageId }) => ({
      detail: `There is no webhook message ${messageId}, or it is not yours.`,
      remedy: 'List the messages. They are kept for 90 days.',
    }),
    es: ({ messageId }) => ({
      detail: `No existe el mensaje de webhook ${messageId}, o no es suyo.`,
      remedy: 'Consulte la lista de mensajes. Se conservan 90 días.',
    }),
    it: ({ messageId }) => ({
      detail: `Il messaggio webhook ${messageId} non esiste, oppure non è tuo.`,
      remedy: 'Consulta l’elenco dei messaggi. Restano per 90 giorni.',
    }),
  },
});

const wrong: Readonly<Record<UrlProblem, readonly [en: string, es: string, it: string]>> = {
  not_a_url: [
    'is not an address that begins with https://',
    'no es una dirección que empiece por https://',
    'non è un indirizzo che comincia con https://',
  ],
  not_https: ['does not begin with https://', 'no empieza por https://', 'non comincia con https://'],
  has_credentials: [
    'contains a user name or a password',
    'contiene un usuario o una contraseña',
    'contiene un nome utente o una password',
  ],
  not_public: [
    'does not lead to a public address',
    'no lleva a una dirección pública',
    'non porta a un indirizzo pubblico',
  ],
};

export const invalidUrl = refusalKind<{ readonly url: string; readonly problem: UrlProblem }>(
  'webhooks.invalid_url',
  {
    status: 422,
    field: 'url',
    example: { url: 'http://192.168.1.5/hook', problem: 'not_public' },
    texts: {
      en: ({ url, problem }) => ({
        detail: `"${url}" ${wrong[problem][0]}.`,
        remedy:
          'Name an https address that can be reached from everywhere; who may send is proven by the signature.',
      }),
      es: ({ url, problem }) => ({
        detail: `«${url}» ${wrong[problem][1]}.`,
        remedy:
          'Indique una dirección https accesible desde cualquier lugar; la firma demuestra quién envía.',
      }),
      it: ({ url, problem }) => ({
        detail: `«${url}» ${wrong[problem][2]}.`,
        remedy: 'Indica un indirizzo https raggiungibile da ovunque; chi invia lo dimostra la firma.',
      }),
    },
  },
);

export const unknownEventType = refusalKind<{ readonly eventType: string }>('webhooks.unknown_event_type', {
  status: 422,
  field: 'eventTypes',
  example: { eventType: 'number.painted' },
  texts: {
    en: ({ eventType }) => ({
      detail: `There are no events of type "${eventType}" for this endpoint.`,
      remedy: 'Choose from the list of event types, or leave them out to get all.',
    }),
    es: ({ eventType }) => ({
      detail: `No hay eventos de tipo «${eventType}» para este destino.`,
      remedy: 'Elija en la lista de tipos de evento, o no indique ninguno para recibirlos todos.',
    }),
    it: ({ eventType }) => ({
      detail: `Non ci sono eventi di tipo «${eventType}» per questa destinazione.`,
      remedy: 'Scegli dall’elenco dei tipi di evento, oppure non indicarne nessuno per riceverli tutti.',
    }),
  },
});

export const tooManyEndpoints = refusalKind<{ readonly most: number }>('webhooks.too_many_endpoints', {
  status: 409,
  example: { most: 20 },
  texts: {
    en: ({ most }) => ({
      detail: `There are ${most} webhook endpoints already.`,
      remedy: 'Delete one that is no longer used.',
    }),
    es: ({ most }) => ({
      detail: `Ya hay ${most} destinos de webhooks.`,
      remedy: 'Elimine uno que ya no se use.',
    }),
    it: ({ most }) => ({
      detail: `Ci sono già ${most} destinazioni dei webhook.`,
      remedy: 'Eliminane una che non si usa più.',
    }),
  },
});

export const endpointDisabled = refusalKind<{ readonly endpointId: string }>('webhooks.endpoint_disabled', {
  status: 409,
  example: { endpointId: id },
  texts: {
    en: ({ endpointId }) => ({
      detail: `The webhook endpoint ${endpointId} is disabled.`,
      remedy: 'Enable it first.',
    }),
    es: ({ endpointId }) => ({
      detail: `El destino de webhooks ${endpointId} está desactivado.`,
      remedy: 'Actívelo primero.',
    }),
    it: ({ endpointId }) => ({
      detail: `La destinazione dei webhook ${endpointId} è disattivata.`,
      remedy: 'Prima riattivala.',
    }),
  },
});
