// The directory of VoIP providers as the product ships it. Checked against public pages and public programs, without opening an account or
// placing a call. What that could not settle is said: `evidence`, `free: null`, and in the notes.
import { languages, type InEveryLanguage, type Language } from '#platform';
import type { Evidence, VoipProvider } from '../voip-provider.ts';

const checkedOn = '2026-11-29';

/** What is worth knowing, in neutral words. */
const sentences = {
  openAccounts: {
    en: 'Anybody can open an account.',
    es: 'Cualquiera puede abrir una cuenta.',
    it: 'Chiunque può aprire un account.',
  },
  residentialUse: {
    en: 'Meant for private use at a usual volume; accounts with unusual traffic can be closed.',
    es: 'Pensado para uso particular y un volumen normal; las cuentas con tráfico inusual pueden cerrarse.',
    it: 'Pensato per uso privato e volumi normali; gli account con traffico insolito possono essere chiusi.',
  },
  enableUriCalls: {
    en: 'Calls to the SIP address must be allowed in the settings of the account first; the user name begins with a letter.',
    es: 'Primero hay que permitir las llamadas a la dirección SIP en los ajustes de la cuenta; el nombre de usuario empieza por una letra.',
    it: 'Le chiamate all’indirizzo SIP vanno prima consentite nelle impostazioni dell’account; il nome utente inizia con una lettera.',
  },
  ownNumber: {
    en: 'The user name is a phone number of the account, from the United States or Canada.',
    es: 'El nombre de usuario es un número de teléfono de la cuenta, de Estados Unidos o Canadá.',
    it: 'Il nome utente è un numero di telefono dell’account, degli Stati Uniti o del Canada.',
  },
  userIsNumber: {
    en: 'The user name is the number of the account.',
    es: 'El nombre de usuario es el número de la cuenta.',
    it: 'Il nome utente è il numero dell’account.',
  },
  begins1777: {
    en: 'The number of the account begins with 1777. The free plan is for calls between members; ask whether it takes calls to the SIP address.',
    es: 'El número de la cuenta empieza por 1777. El plan gratuito es para llamadas entre miembros; pregunte si admite llamadas a la dirección SIP.',
    it: 'Il numero dell’account inizia con 1777. Il piano gratuito è per le chiamate tra iscritti; chiedi se accetta chiamate all’indirizzo SIP.',
  },
  freeLogin: {
    en: 'The provider says that calls can be received with a free login.',
    es: 'El proveedor indica que se pueden recibir llamadas con una cuenta gratuita.',
    it: 'Il fornitore dichiara che si possono ricevere chiamate con un accesso gratuito.',
  },
  serverOfTheAccount: {
    en: 'Use the server that the settings of your account name, if it is another one.',
    es: 'Utilice el servidor que indican los ajustes de su cuenta, si es otro.',
    it: 'Usa il server indicato nelle impostazioni del tuo account, se è un altro.',
  },
  subscribers: {
    en: 'For subscribers to a tariff of the provider.',
    es: 'Para abonados a una tarifa del proveedor.',
    it: 'Per chi ha sottoscritto una tariffa del fornitore.',
  },
  prepaid: {
    en: 'Works with prepaid credit.',
    es: 'Funciona con saldo de prepago.',
    it: 'Funziona con credito prepagato.',
  },
  forPrograms: {
    en: 'A platform for developers and companies.',
    es: 'Una plataforma para desarrolladores y empresas.',
    it: 'Una piattaforma per sviluppatori e aziende.',
  },
  newAccountsUnknown: {
    en: 'Whether new accounts are given could not be checked.',
    es: 'No se ha podido comprobar si admite cuentas nuevas.',
    it: 'Non è stato possibile verificare se si possono ancora aprire nuovi account.',
  },
  askFirst: {
    en: 'Ask the provider whether the account takes calls that arrive at its SIP address from the internet.',
    es: 'Pregunte al proveedor si la cuenta admite llamadas que llegan a su dirección SIP desde internet.',
    it: 'Chiedi al fornitore se l’account accetta chiamate che arrivano da internet al suo indirizzo SIP.',
  },
} as const satisfies Readonly<Record<string, InEveryLanguage<string>>>;

type Sentence = keyof typeof sentences;

const notesOf = (names: readonly Sentence[]): InEveryLanguage<string> => {
  const written = languages.map((language): [Language, string] => [
    language,
    names.map((name) => sentences[name][language]).join(' '),
  ]);
  return Object.fromEntries(written) as Record<Language, string>;
};

/** Lists of settings that others keep; they are some years old. */
const telephoneList =
  'https://github.com/naidu/telephone/blob/76f4257121a7102103d36e1fb48baf875e6dd7e5/ProvidersTested.md';
const csipsimple = (commit: string, file: string): string =>
  `https://github.com/r3gis3r/CSipSimple/blob/${commit}/src/com/csipsimple/wizards/impl/${file}.java`;
const resellersList = csipsimple('1a438b594b8be5fcc5998a363c91b659de3a9ff7', 'Betamax');

interface Line {
  readonly name: string;
  readonly site: string;
  /** What follows the @. */
  readonly host: string;
  readonly free: boolean | null;
  readonly recommended?: true;
  readonly countries?: readonly string[];
  readonly notes: readonly Sentence[];
  readonly evidence: Evidence;
  readonly source?: string;
}

const lines: Readonly<Record<string, Line>> = {
  linphone: {
    name: 'Linphone',
    site: 'https://www.linphone.org',
    host: 'sip.linphone.org',
    free: true,
    recommended: true,
    notes: ['openAccounts'],
    evidence: 'provider',
    source: 'https://github.com/BelledonneCommunications/linphone-android/issues/1197',
  },
  sip2sip: {
    name: 'SIP2SIP',
    site: 'https://sip2sip.info',
    host: 'sip2sip.info',
    free: true,
    recommended: true,
    notes: ['openAccounts', 'residentialUse'],
    evidence: 'provider',
    source: 'http://sip2sip.info/privacy/',
  },
  telnyx: {
    name: 'Telnyx',
    site: 'https://telnyx.com',
    host: 'sip.telnyx.com',
    free: null,
    notes: ['forPrograms', 'enableUriCalls'],
    evidence: 'provider',
    source: 'https://developers.telnyx.com/docs/voice/sip-trunking/features/sip-uri-calling',
  },
  'voip-ms': {
    name: 'VoIP.ms',
    site: 'https://voip.ms',
    host: 'sip.voip.ms',
    free: false,
    notes: ['prepaid', 'ownNumber'],
    evidence: 'provider',
    source: 'https://wiki.voip.ms/article/SIP_URI',
  },
  'dus-net': {
    name: 'dus.net',
    site: 'https://www.dus.net',
    host: 'proxy.dus.net',
    free: null,
    countries: ['DE'],
    notes: ['askFirst'],
    evidence: 'provider',
    source: 'https://www.dus.net/fr/sip',
  },
  zadarma: {
    name: 'Zadarma',
    site: 'https://zadarma.com',
    host: 'sip.zadarma.com',
    free: true,
    notes: ['freeLogin', 'userIsNumber', 'askFirst'],
    evidence: 'others',
    source: 'https://zadarma.com/en/support/faq/voip/what_is_the_sip_trunk/',
  },
  callcentric: {
    name: 'Callcentric',
    site: 'https://www.callcentric.com',
    host: 'callcentric.com',
    free: true,
    notes: ['begins1777'],
    evidence: 'others',
    source: telephoneList,
  },
  iptel: {
    name: 'iptel.org',
    site: 'https://www.iptel.org',
    host: 'iptel.org',
    free: true,
    notes: ['newAccountsUnknown'],
    evidence: 'others',
    source: csipsimple('3517f05e9e3c08b2b7c2beef5634627f67940309', 'IpTel'),
  },
  antisip: {
    name: 'Antisip',
    site: 'https://www.antisip.com',
    host: 'sip.antisip.com',
    free: null,
    notes: ['newAccountsUnknown'],
    evidence: 'others',
  },
  ippi: {
    name: 'ippi',
    site: 'https://www.ippi.com',
    host: 'sip.ippi.com',
    free: null,
    notes: ['askFirst'],
    evidence: 'others',
  },
  localphone: {
    name: 'Localphone',
    site: 'https://www.localphone.com',
    host: 'localphone.com',
    free: null,
    notes: ['prepaid', 'askFirst'],
    evidence: 'others',
    source: csipsimple('3e2ef7d71d976ac3cf261216d84b8194bd4eaf6e', 'Localphone'),
  },
  freephoneline: {
    name: 'Freephoneline',
    site: 'https://www.freephoneline.ca',
    host: 'voip.freephoneline.ca',
    free: null,
    countries: ['CA'],
    notes: ['userIsNumber', 'askFirst'],
    evidence: 'others',
    source: csipsimple('3e2ef7d71d976ac3cf261216d84b8194bd4eaf6e', 'FreephoneLineCa'),
  },
  easybell: {
    name: 'easybell',
    site: 'https://www.easybell.de',
    host: 'sip.easybell.de',
    free: null,
    countries: ['DE'],
    notes: ['userIsNumber', 'askFirst'],
    evidence: 'others',
  },
  sipgate: {
    name: 'sipgate',
    site: 'https://www.sipgate.de',
    host: 'sipgate.de',
    free: null,
    countries: ['DE'],
    notes: ['userIsNumber', 'askFirst'],
    evidence: 'others',
    source: telephoneList,
  },
  messagenet: {
    name: 'Messagenet',
    site: 'https://www.messagenet.com',
    host: 'sip.messagenet.it:5061',
    free: null,
    countries: ['IT'],
    notes: ['userIsNumber', 'askFirst'],
    evidence: 'others',
  },
  netelip: {
    name: 'netelip',
    site: 'https://www.netelip.com',
    host: 'sip.netelip.com',
    free: false,
    countries: ['ES'],
    notes: ['subscribers', 'askFirst'],
    evidence: 'others',
  },
  odorik: {
    name: 'Odorik',
    site: 'https://www.odorik.cz',
    host: 'sip.odorik.cz',
    free: null,
    countries: ['CZ'],
    notes: ['prepaid', 'userIsNumber', 'askFirst'],
    evidence: 'others',
  },
  voipfone: {
    name: 'Voipfone',
    site: 'https://www.voipfone.co.uk',
    host: 'sip.voipfone.net',
    free: null,
    countries: ['GB'],
    notes: ['userIsNumber', 'askFirst'],
    evidence: 'others',
  },
  aaisp: {
    name: 'Andrews & Arnold',
    site: 'https://www.aa.net.uk',
    host: 'voiceless.aa.net.uk',
    free: false,
    countries: ['GB'],
    notes: ['subscribers', 'userIsNumber', 'askFirst'],
    evidence: 'others',
  },
  voiptalk: {
    name: 'VoIPtalk',
    site: 'https://www.voiptalk.org',
    host: 'voiptalk.org',
    free: null,
    countries: ['GB'],
    notes: ['userIsNumber', 'newAccountsUnknown', 'askFirst'],
    evidence: 'others',
    source: telephoneList,
  },
  ovhcloud: {
    name: 'OVHcloud',
    site: 'https://www.ovhcloud.com',
    host: 'siptrunk.ovh.net',
    free: false,
    countries: ['FR', 'BE'],
    notes: ['subscribers', 'userIsNumber', 'serverOfTheAccount', 'askFirst'],
    evidence: 'others',
  },
  nomado: {
    name: 'Nomado',
    site: 'https://www.nomado.eu',
    host: 'sip.nomado.eu',
    free: null,
    notes: ['newAccountsUnknown', 'askFirst'],
    evidence: 'others',
    source: telephoneList,
  },
  voys: {
    name: 'Voys',
    site: 'https://www.voys.nl',
    host: 'sip.voys.nl',
    free: false,
    countries: ['NL'],
    notes: ['subscribers', 'serverOfTheAccount', 'askFirst'],
    evidence: 'others',
  },
  peoplefone: {
    name: 'peoplefone',
    site: 'https://www.peoplefone.com',
    host: 'sip.peoplefone.ch',
    free: null,
    countries: ['CH'],
    notes: ['serverOfTheAccount', 'askFirst'],
    evidence: 'others',
  },
  'e-fon': {
    name: 'e-fon',
    site: 'https://www.e-fon.ch',
    host: 'e-fon.ch',
    free: null,
    countries: ['CH'],
    notes: ['askFirst'],
    evidence: 'others',
    source: telephoneList,
  },
  sipcall: {
    name: 'sipcall',
    site: 'https://www.sipcall.ch',
    host: 'sip.backbone.ch',
    free: null,
    countries: ['CH'],
    notes: ['userIsNumber', 'serverOfTheAccount', 'askFirst'],
    evidence: 'others',
    source: telephoneList,
  },
  sipnet: {
    name: 'SIPNET',
    site: 'https://www.sipnet.ru',
    host: 'sipnet.ru',
    free: null,
    notes: ['userIsNumber', 'askFirst'],
    evidence: 'others',
    source: telephoneList,
  },
  voipbuster: {
    name: 'VoipBuster',
    site: 'https://www.voipbuster.com',
    host: 'sip.voipbuster.com',
    free: null,
    notes: ['prepaid', 'askFirst'],
    evidence: 'others',
    source: resellersList,
  },
  justvoip: {
    name: 'JustVoip',
    site: 'https://www.justvoip.com',
    host: 'sip.justvoip.com',
    free: null,
    notes: ['prepaid', 'askFirst'],
    evidence: 'others',
    source: resellersList,
  },
  freevoipdeal: {
    name: 'FreeVoipDeal',
    site: 'https://www.freevoipdeal.com',
    host: 'sip.freevoipdeal.com',
    free: null,
    notes: ['prepaid', 'askFirst'],
    evidence: 'others',
    source: resellersList,
  },
};

export const shippedProviders: readonly VoipProvider[] = Object.entries(lines).map(
  ([slug, { host, recommended, countries, notes, source, ...rest }]) => ({
    slug,
    ...rest,
    sipUriTemplate: `sip:{user}@${host}`,
    recommended: recommended === true,
    countries: countries ?? [],
    notes: notesOf(notes),
    source: source ?? null,
    lastChecked: Temporal.PlainDate.from(checkedOn),
    listed: true,
  }),
);
