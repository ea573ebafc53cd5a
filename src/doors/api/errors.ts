// Whom and what the API itself refuses; the domains' refusals come with their own texts.
import { refusalKind } from '#platform';

export const unauthenticated = refusalKind<object>('api.unauthenticated', {
  status: 401,
  example: {},
  texts: {
    en: () => ({
      detail: 'This needs a signed-in user or an API key.',
      remedy:
        'Sign in, or send the header "Authorization: Bearer" with an API key that is neither expired nor revoked.',
    }),
    es: () => ({
      detail: 'Esto requiere un usuario con sesión iniciada o una clave de API.',
      remedy:
        'Inicie sesión o envíe la cabecera «Authorization: Bearer» con una clave de API que no haya caducado ni se haya revocado.',
    }),
    it: () => ({
      detail: 'Serve un utente autenticato o una chiave API.',
      remedy:
        'Accedi oppure invia l’intestazione «Authorization: Bearer» con una chiave API né scaduta né revocata.',
    }),
  },
});

export const forbidden = refusalKind<{ readonly permission: string }>('api.forbidden', {
  status: 403,
  example: { permission: 'refunds:write' },
  texts: {
    en: ({ permission }) => ({
      detail: `You are not allowed to do this: it needs the permission ${permission}.`,
      remedy: 'Use a key with this scope, or ask an administrator for the role that has it.',
    }),
    es: ({ permission }) => ({
      detail: `No tiene permiso para hacerlo: se necesita ${permission}.`,
      remedy: 'Use una clave con este alcance o pida a un administrador el rol que lo incluye.',
    }),
    it: ({ permission }) => ({
      detail: `Non ti è permesso: serve l’autorizzazione ${permission}.`,
      remedy:
        'Usa una chiave con questo ambito, oppure chiedi a un amministratore il ruolo che la comprende.',
    }),
  },
});

export const notFound = refusalKind<{ readonly what: string }>('api.not_found', {
  status: 404,
  example: { what: '/v1/nothing' },
  texts: {
    en: ({ what }) => ({
      detail: `There is no ${what} here, or it is not yours.`,
      remedy: 'Check the address; /docs lists every endpoint.',
    }),
    es: ({ what }) => ({
      detail: `Aquí no existe ${what}, o no es suyo.`,
      remedy: 'Revise la dirección; /docs enumera todos los puntos de acceso.',
    }),
    it: ({ what }) => ({
      detail: `Qui non c’è ${what}, oppure non è tuo.`,
      remedy: 'Controlla l’indirizzo; /docs elenca tutti gli endpoint.',
    }),
  },
});

export const rateLimited = refusalKind<{ readonly seconds: number }>('api.rate_limited', {
  status: 429,
  example: { seconds: 30 },
  texts: {
    en: ({ seconds }) => ({
      detail: 'Too many requests.',
      remedy: `Wait ${seconds} seconds; the RateLimit headers tell how many are left.`,
    }),
    es: ({ seconds }) => ({
      detail: 'Demasiadas peticiones.',
      remedy: `Espere ${seconds} segundos; las cabeceras RateLimit indican cuántas quedan.`,
    }),
    it: ({ seconds }) => ({
      detail: 'Troppe richieste.',
      remedy: `Attendi ${seconds} secondi; le intestazioni RateLimit dicono quante ne restano.`,
    }),
  },
});

export const customerRequired = refusalKind<object>('api.customer_required', {
  status: 422,
  field: 'customer',
  example: {},
  texts: {
    en: () => ({
      detail: 'Staff must say whose things they mean.',
      remedy: 'Add the customer’s id: ?customer=….',
    }),
    es: () => ({
      detail: 'El personal debe indicar de qué cliente se trata.',
      remedy: 'Añada el id del cliente: ?customer=….',
    }),
    it: () => ({
      detail: 'Lo staff deve indicare di quale cliente si tratta.',
      remedy: 'Aggiungi l’id del cliente: ?customer=….',
    }),
  },
});

export const unexpected = refusalKind<object>('api.unexpected', {
  status: 500,
  example: {},
  texts: {
    en: () => ({
      detail: 'Something went wrong on our side. Nothing was changed.',
      remedy: 'Try again with the same Idempotency-Key; if it stays, tell support the requestId.',
    }),
    es: () => ({
      detail: 'Algo ha fallado por nuestra parte. No se ha cambiado nada.',
      remedy:
        'Inténtelo de nuevo con la misma Idempotency-Key; si persiste, indique el requestId al soporte.',
    }),
    it: () => ({
      detail: 'Qualcosa è andato storto da parte nostra. Nulla è cambiato.',
      remedy: 'Riprova con la stessa Idempotency-Key; se persiste, comunica il requestId all’assistenza.',
    }),
  },
});

export const unavailable = refusalKind<object>('api.unavailable', {
  status: 503,
  example: {},
  texts: {
    en: () => ({
      detail: 'Ringfence cannot reach its database at the moment.',
      remedy:
        'Try again in a minute, with the same Idempotency-Key if there was one: it has its effect once.',
    }),
    es: () => ({
      detail: 'En este momento Ringfence no puede acceder a su base de datos.',
      remedy:
        'Inténtelo de nuevo dentro de un minuto, con la misma Idempotency-Key si la había: tendrá efecto una sola vez.',
    }),
    it: () => ({
      detail: 'In questo momento Ringfence non riesce a raggiungere il suo database.',
      remedy: 'Riprova tra un minuto, con la stessa Idempotency-Key se c’era: avrà effetto una volta sola.',
    }),
  },
});

export const noProcessor = refusalKind<{ readonly processor: string }>('api.no_processor', {
  status: 409,
  field: 'processor',
  example: { processor: 'card' },
  texts: {
    en: ({ processor }) => ({
      detail: `Payments by ${processor} are not set up here.`,
      remedy: 'Choose another way to pay.',
    }),
    es: ({ processor }) => ({
      detail: `Aquí no están configurados los pagos por ${processor}.`,
      remedy: 'Elija otra forma de pago.',
    }),
    it: ({ processor }) => ({
      detail: `Qui i pagamenti con ${processor} non sono configurati.`,
      remedy: 'Scegli un altro modo di pagare.',
    }),
  },
});

export const clockCannotGoThere = refusalKind<{
  readonly now: string;
  readonly to: string;
  readonly mostDays: number;
}>('api.clock_cannot_go_there', {
  status: 409,
  field: 'to',
  example: { now: '2026-03-10T08:00:00Z', to: '2026-03-01T08:00:00Z', mostDays: 1100 },
  texts: {
    en: ({ now, to, mostDays }) => ({
      detail: `The clock stands at ${now} and cannot be moved to ${to}.`,
      remedy: `Choose an instant after that, at most ${mostDays} days ahead.`,
    }),
    es: ({ now, to, mostDays }) => ({
      detail: `El reloj marca ${now} y no se puede mover a ${to}.`,
      remedy: `Elija un instante posterior, como máximo ${mostDays} días más adelante.`,
    }),
    it: ({ now, to, mostDays }) => ({
      detail: `L’orologio segna ${now} e non si può spostare a ${to}.`,
      remedy: `Scegli un istante successivo, al massimo ${mostDays} giorni più avanti.`,
    }),
  },
});
