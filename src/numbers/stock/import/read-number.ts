import {
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
} from 'libphonenumber-js/max';
import { phoneTypesOf, type Kind } from '../../plan/index.ts';
import { faultAt, type Fault } from './faults.ts';

export type { CountryCode };

export const isCountry = (text: string): text is CountryCode => isSupportedCountry(text);

type Reading = { readonly e164: string } | { readonly fault: () => Fault };

/**
 * Reads a number as people and suppliers write it: E.164, with spaces, dots, dashes or brackets, with 00 instead of the plus, or as it is
 * dialled within the country. It must be one of the country's numbering plan, and of a type that is sold as this kind.
 * @source ITU-T E.164; libphonenumber, metadata `max`
 */
export const readNumber = (
  text: string,
  line: number,
  country: CountryCode,
  kind: Kind | undefined,
): Reading => {
  const at = { line, column: 'number', value: text };
  if (/^\d[.,\d]*e\+?\d+$/i.test(text)) return { fault: () => faultAt(at, 'shortened_by_spreadsheet', {}) };
  // A leading apostrophe is how spreadsheets are told to leave a number alone.
  const plain = text
    .replace(/^'/, '')
    .replaceAll(/[\s.\-‐-―()/]+/g, '')
    .replace(/^00/, '+');
  const phone = /^\+?\d+$/.test(plain)
    ? parsePhoneNumberFromString(plain, { defaultCountry: country, extract: false })
    : undefined;
  if (!phone) return { fault: () => faultAt(at, 'not_a_number', {}) };
  const actual = phone.country;
  if (phone.countryCallingCode !== getCountryCallingCode(country)) {
    const data = { country, actual: actual ?? `+${phone.countryCallingCode}` };
    return { fault: () => faultAt(at, 'number_of_other_country', data) };
  }
  // Countries that share a calling code share toll-free numbers too: what counts is the plan of the country in the file.
  phone.country = country;
  const type = phone.getType();
  if (type === undefined) {
    return actual !== undefined && actual !== country
      ? { fault: () => faultAt(at, 'number_of_other_country', { country, actual }) }
      : { fault: () => faultAt(at, 'not_in_numbering_plan', { country }) };
  }
  if (kind !== undefined && !phoneTypesOf(country, kind).includes(type)) {
    return { fault: () => faultAt(at, 'number_of_other_kind', { kind, type }) };
  }
  return { e164: phone.number };
};
