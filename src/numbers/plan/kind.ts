import type { NumberType } from 'libphonenumber-js';

/** What sort of number it is; `local` belongs to a city, the others mostly to a country. */
export type Kind = 'local' | 'national' | 'mobile' | 'toll-free';

/** What a number can do. */
export type Feature = 'voice' | 'sms';

/** Every kind, in the order in which a catalogue lists them. */
export const kinds: readonly Kind[] = ['local', 'national', 'mobile', 'toll-free'];

/** Every feature. */
export const features: readonly Feature[] = ['voice', 'sms'];

type PhoneType = Exclude<NumberType, undefined>;

// North America and Mexico: one range for both. National numbers are a different thing in each country.
const usual: Readonly<Record<Kind, readonly PhoneType[]>> = {
  local: ['FIXED_LINE', 'FIXED_LINE_OR_MOBILE'],
  national: ['VOIP', 'UAN', 'SHARED_COST'],
  mobile: ['MOBILE', 'FIXED_LINE_OR_MOBILE'],
  'toll-free': ['TOLL_FREE'],
};

/**
 * The types under which libphonenumber may know a number that is sold as this kind in this country (ISO
 * 3166-1 alpha-2; any country, not only those of the plan). A number of another type was declared with the
 * wrong kind.
 * @source libphonenumber, metadata `max`: the smaller ones know no types
 */
export function phoneTypesOf(country: string, kind: Kind): readonly PhoneType[] {
  // German 032 is national by law and a fixed line to libphonenumber.
  if (country === 'DE' && kind === 'national') return [...usual.national, 'FIXED_LINE'];
  return usual[kind];
}
