import type { InEveryLanguage, Language } from '#platform';
import {
  documentNames,
  fieldNames,
  type DocumentKind,
  type IdentityField,
} from '../requirements/requirement.ts';
import type { Fault, Missing } from './missing.ts';
import type { Reason, RejectionReason } from './registration.ts';

/** "proof of address, such as a utility bill: it is too old". */
export const describeMissing = ({ requirement, what, fault }: Missing, language: Language): string =>
  `${nameOf(requirement, what, language)}: ${faultTexts[fault][language]}`;

/** "identity card or passport: it cannot be read". */
export const describeReason = ({ reason, document }: Reason, language: Language): string =>
  document === undefined
    ? reasonTexts[reason][language]
    : `${documentNames[document][language]}: ${reasonTexts[reason][language]}`;

const nameOf = (requirement: Missing['requirement'], what: string, language: Language): string => {
  if (requirement === 'document') return documentNames[what as DocumentKind][language];
  if (requirement === 'identity' && what !== '') return fieldNames[what as IdentityField][language];
  return wholes[requirement][language];
};

const wholes: Readonly<Record<'identity' | 'address', InEveryLanguage<string>>> = {
  identity: { en: 'identity', es: 'identidad', it: 'identità' },
  address: { en: 'address', es: 'dirección', it: 'indirizzo' },
};

const faultTexts: Readonly<Record<Fault, InEveryLanguage<string>>> = {
  missing: { en: 'missing', es: 'falta', it: 'manca' },
  not_valid: {
    en: 'it is not valid; please check it',
    es: 'no es válido; compruébelo',
    it: 'non è valido; controllalo',
  },
  too_young: {
    en: 'the holder must be of age',
    es: 'el titular debe ser mayor de edad',
    it: 'il titolare deve essere maggiorenne',
  },
  not_in_country: {
    en: 'it must be in the country of the number',
    es: 'debe estar en el país del número',
    it: 'deve essere nel Paese del numero',
  },
  deleted: {
    en: 'it was deleted; please upload it again',
    es: 'se eliminó; vuelva a subirlo',
    it: 'è stato cancellato; caricalo di nuovo',
  },
  expired: { en: 'it has expired', es: 'está caducado', it: 'è scaduto' },
  no_date: {
    en: 'the date of issue is not given',
    es: 'no se indica la fecha de expedición',
    it: 'non è indicata la data di rilascio',
  },
  too_old: { en: 'it is too old', es: 'es demasiado antiguo', it: 'è troppo vecchio' },
};

const reasonTexts: Readonly<Record<RejectionReason, InEveryLanguage<string>>> = {
  illegible: { en: 'it cannot be read', es: 'no se puede leer', it: 'non è leggibile' },
  incomplete: { en: 'a part of it is missing', es: 'falta una parte', it: 'manca una parte' },
  expired: { en: 'it has expired', es: 'está caducado', it: 'è scaduto' },
  too_old: { en: 'it is too old', es: 'es demasiado antiguo', it: 'è troppo vecchio' },
  wrong_document: {
    en: 'it is not the document that is asked for',
    es: 'no es el documento que se pide',
    it: 'non è il documento richiesto',
  },
  name_mismatch: {
    en: 'the name is not that of the identity',
    es: 'el nombre no coincide con el de la identidad',
    it: 'il nome non è quello dell’identità',
  },
  address_mismatch: {
    en: 'the address is not the one that was given',
    es: 'la dirección no coincide con la indicada',
    it: 'l’indirizzo non è quello indicato',
  },
  address_not_local: {
    en: 'the address is not in the area of the number',
    es: 'la dirección no está en la zona del número',
    it: 'l’indirizzo non è nella zona del numero',
  },
  not_authentic: {
    en: 'we could not establish that it is authentic',
    es: 'no hemos podido comprobar que sea auténtico',
    it: 'non abbiamo potuto accertare che sia autentico',
  },
  use_not_allowed: {
    en: 'the number may not be used for this',
    es: 'el número no puede utilizarse para esto',
    it: 'il numero non può essere usato per questo',
  },
};
