import { refusalKind, type InEveryLanguage, type Language } from '#platform';
import { describeRateFault, type RateFault } from './rates/import/rate-fault.ts';

/** Why something cannot be forwarded to. */
export type TargetFault =
  | 'not_a_target'
  | 'not_sip'
  | 'not_a_number'
  | 'own_number'
  | 'not_a_service'
  | 'rings_at_once'
  | 'named_twice'
  | 'no_hours';

const targetFaults: InEveryLanguage<Readonly<Record<TargetFault, string>>> = {
  en: {
    not_a_target: 'is nothing that calls can be forwarded to',
    not_sip: 'is not a SIP address',
    not_a_number: 'is not a phone number',
    own_number: 'is the number itself',
    not_a_service: 'is not the name of a service',
    rings_at_once: 'is a phone number, and phone numbers cannot ring at the same time as others',
    named_twice: 'rings twice at the same time',
    no_hours: 'has hours that never come',
  },
  es: {
    not_a_target: 'no es un destino al que se puedan desviar llamadas',
    not_sip: 'no es una dirección SIP',
    not_a_number: 'no es un número de teléfono',
    own_number: 'es el propio número',
    not_a_service: 'no es el nombre de un servicio',
    rings_at_once: 'es un número de teléfono, y los teléfonos no pueden sonar a la vez que otros destinos',
    named_twice: 'suena dos veces a la vez',
    no_hours: 'tiene un horario que nunca llega',
  },
  it: {
    not_a_target: 'non è una destinazione verso cui deviare le chiamate',
    not_sip: 'non è un indirizzo SIP',
    not_a_number: 'non è un numero di telefono',
    own_number: 'è il numero stesso',
    not_a_service: 'non è il nome di un servizio',
    rings_at_once:
      'è un numero di telefono, e i telefoni non possono squillare insieme ad altre destinazioni',
    named_twice: 'squilla due volte nello stesso momento',
    no_hours: 'ha un orario che non arriva mai',
  },
};

export const invalidTarget = refusalKind<{ readonly target: string; readonly fault: TargetFault }>(
  'voice.invalid_target',
  {
    status: 422,
    field: 'target',
    example: { target: 'sip:ada', fault: 'not_sip' },
    texts: {
      en: ({ target, fault }) => ({
        detail: `"${target}" ${targetFaults.en[fault]}.`,
        remedy:
          'Forward to a SIP address such as sip:ada@sip.example.net, or to a phone number such as +393471234567; several phone numbers one after the other.',
      }),
      es: ({ target, fault }) => ({
        detail: `«${target}» ${targetFaults.es[fault]}.`,
        remedy:
          'Desvíe a una dirección SIP como sip:ada@sip.example.net o a un número de teléfono como +393471234567; varios teléfonos, uno tras otro.',
      }),
      it: ({ target, fault }) => ({
        detail: `«${target}» ${targetFaults.it[fault]}.`,
        remedy:
          'Devia verso un indirizzo SIP come sip:ada@sip.example.net o un numero di telefono come +393471234567; più telefoni, uno dopo l’altro.',
      }),
    },
  },
);

/** Calls to this number have no price, so they are not possible. @source POLICY.md C1 */
export const noRate = refusalKind<{ readonly e164: string }>('voice.no_rate', {
  status: 409,
  field: 'target',
  example: { e164: '+33142685300' },
  texts: {
    en: ({ e164 }) => ({
      detail: `There is no rate for calls to ${e164}.`,
      remedy: 'Forward to a number of another destination, or to a SIP address, which costs nothing.',
    }),
    es: ({ e164 }) => ({
      detail: `No hay tarifa para las llamadas a ${e164}.`,
      remedy: 'Desvíe a un número de otro destino o a una dirección SIP, que no cuesta nada.',
    }),
    it: ({ e164 }) => ({
      detail: `Non c’è una tariffa per le chiamate verso ${e164}.`,
      remedy: 'Devia verso un numero di un’altra destinazione o un indirizzo SIP, che non costa nulla.',
    }),
  },
});

export const unknownCall = refusalKind<{ readonly callId: string }>('voice.unknown_call', {
  status: 404,
  field: 'callId',
  example: { callId: '0197a1c2-7d1e-7a30-9f6b-3f6f3a1b2c4d' },
  texts: {
    en: ({ callId }) => ({
      detail: `There is no call ${callId}.`,
      remedy: 'Choose one of the calls in your list.',
    }),
    es: ({ callId }) => ({
      detail: `No hay ninguna llamada ${callId}.`,
      remedy: 'Elija una de las llamadas de su lista.',
    }),
    it: ({ callId }) => ({
      detail: `Non esiste la chiamata ${callId}.`,
      remedy: 'Scegli una delle chiamate del tuo elenco.',
    }),
  },
});

/** The service takes no new numbers any more. @source POLICY.md S1 */
export const serviceClosed = refusalKind<{
  readonly service: string;
  readonly closedFrom: string;
  readonly lastDay: string;
}>('voice.service_closed', {
  status: 409,
  field: 'target',
  example: { service: 'phone-system', closedFrom: '2022-07-01', lastDay: '2022-12-31' },
  texts: {
    en: ({ service, closedFrom, lastDay }) => ({
      detail: `The service "${service}" ends with ${lastDay}: since ${closedFrom} no number can newly be forwarded to it.`,
      remedy:
        'Forward to a VoIP account instead, which several providers give for free, or to a phone number.',
    }),
    es: ({ service, closedFrom, lastDay }) => ({
      detail: `El servicio «${service}» termina el ${lastDay}: desde el ${closedFrom} ningún número puede empezar a desviarse a él.`,
      remedy: 'Desvíe a una cuenta VoIP, que varios proveedores ofrecen gratis, o a un número de teléfono.',
    }),
    it: ({ service, closedFrom, lastDay }) => ({
      detail: `Il servizio «${service}» finisce il ${lastDay}: dal ${closedFrom} nessun nuovo numero può essere inoltrato a questo servizio.`,
      remedy: 'Devia verso un account VoIP, che diversi fornitori offrono gratis, o un numero di telefono.',
    }),
  },
});

export const notOnService = refusalKind<{ readonly service: string }>('voice.not_on_service', {
  status: 409,
  field: 'numbers',
  example: { service: 'phone-system' },
  texts: {
    en: ({ service }) => ({
      detail: `There is no active number of yours among these that is forwarded to the service "${service}".`,
      remedy: 'Where a number is forwarded is shown with the number, and changed there.',
    }),
    es: ({ service }) => ({
      detail: `Entre estos no hay ningún número suyo activo que se desvíe al servicio «${service}».`,
      remedy: 'El desvío de cada número se muestra con el número, y se cambia allí.',
    }),
    it: ({ service }) => ({
      detail: `Tra questi non c'è nessun tuo numero attivo inoltrato al servizio «${service}».`,
      remedy: 'La deviazione di ogni numero è indicata insieme al numero, e si cambia lì.',
    }),
  },
});

/** What was wrong with a file of rates: the first hundred errors. */
export interface RefusedRates {
  readonly importId: string;
  readonly errorCount: number;
  readonly errors: readonly RateFault[];
}

const firstOf = ({ errors }: RefusedRates, language: Language): string =>
  errors[0] === undefined ? '' : ` ${describeRateFault(errors[0], language)}`;

/** A file of rates has errors: nothing of it was taken. */
export const ratesRefused = refusalKind<RefusedRates>('voice.rates_refused', {
  status: 422,
  example: {
    importId: '0197a1c2-7d1e-7a30-9f6b-3f6f3a1b2c4d',
    errorCount: 1,
    errors: [{ code: 'not_a_price', line: 12, column: 'per_minute', value: '0,05', data: {} }],
  },
  texts: {
    en: (data) => ({
      detail: `The file has ${data.errorCount} errors, and nothing of it was taken.${firstOf(data, 'en')}`,
      remedy: 'Mend the lines that are named, and import the file again.',
    }),
    es: (data) => ({
      detail: `El archivo tiene ${data.errorCount} errores y no se ha importado nada.${firstOf(data, 'es')}`,
      remedy: 'Corrija las líneas indicadas y vuelva a importar el archivo.',
    }),
    it: (data) => ({
      detail: `Il file ha ${data.errorCount} errori e non ne è stato importato nulla.${firstOf(data, 'it')}`,
      remedy: 'Correggi le righe indicate e importa di nuovo il file.',
    }),
  },
});
