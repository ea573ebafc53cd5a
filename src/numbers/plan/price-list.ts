import type { PlanCountry } from './country-plan.ts';
import type { Feature, Kind } from './kind.ts';

/** What the demo's operator asks for a kind of number in a country, and from whom it has them. Invented. */
export interface Offer {
  readonly country: PlanCountry;
  readonly kind: Kind;
  /** EUR, two decimals, charged once. */
  readonly setup: string;
  /** EUR, two decimals, for one month. */
  readonly monthly: string;
  readonly features: readonly Feature[];
  /** Whether the customer must prove an identity or an address before the number works. */
  readonly registrationNeeded: boolean;
  /** Each has blocks of its own in every range. */
  readonly suppliers: readonly string[];
  /** How much of the demo's stock it is; only its proportion to the others counts. */
  readonly share: number;
}

type OfferRow = readonly [
  country: PlanCountry,
  kind: Kind,
  setup: string,
  monthly: string,
  features: string,
  registration: 'yes' | 'no',
  suppliers: string,
  share: number,
];

// The prices are of the order that retailers of virtual numbers ask; registration is what regulators ask
// for in practice: proof of an address in the country, or in the very area, or of an identity.
const rows: readonly OfferRow[] = [
  ['IT', 'local', '0.00', '4.00', 'voice', 'yes', 'iberwave alpenlink', 130],
  ['IT', 'national', '5.00', '6.00', 'voice', 'yes', 'alpenlink', 6],
  ['IT', 'mobile', '10.00', '9.00', 'voice sms', 'yes', 'iberwave', 14],
  ['IT', 'toll-free', '20.00', '15.00', 'voice', 'yes', 'alpenlink', 8],
  ['ES', 'local', '5.00', '3.00', 'voice', 'yes', 'iberwave', 110],
  ['ES', 'national', '5.00', '4.50', 'voice', 'yes', 'iberwave', 6],
  ['ES', 'mobile', '8.00', '7.00', 'voice sms', 'yes', 'iberwave', 12],
  ['ES', 'toll-free', '20.00', '14.00', 'voice', 'yes', 'iberwave', 8],
  ['GB', 'local', '0.00', '2.50', 'voice', 'no', 'northline', 100],
  ['GB', 'national', '0.00', '3.00', 'voice', 'no', 'northline', 10],
  ['GB', 'mobile', '0.00', '4.00', 'voice sms', 'no', 'northline', 20],
  ['GB', 'toll-free', '5.00', '9.00', 'voice', 'no', 'northline', 10],
  ['IE', 'local', '0.00', '3.50', 'voice', 'yes', 'northline', 34],
  ['IE', 'national', '5.00', '6.00', 'voice', 'yes', 'northline', 4],
  ['IE', 'mobile', '5.00', '8.00', 'voice sms', 'yes', 'northline', 6],
  ['IE', 'toll-free', '20.00', '16.00', 'voice', 'yes', 'northline', 4],
  ['FR', 'local', '0.00', '3.50', 'voice', 'yes', 'rhonelink northline', 80],
  ['FR', 'national', '0.00', '3.00', 'voice', 'yes', 'rhonelink', 8],
  ['FR', 'mobile', '8.00', '9.00', 'voice sms', 'yes', 'rhonelink', 8],
  ['FR', 'toll-free', '25.00', '18.00', 'voice', 'yes', 'rhonelink', 6],
  ['DE', 'local', '0.00', '3.00', 'voice', 'yes', 'alpenlink northline', 80],
  ['DE', 'national', '0.00', '4.00', 'voice', 'yes', 'alpenlink', 6],
  ['DE', 'mobile', '10.00', '12.00', 'voice sms', 'yes', 'alpenlink', 8],
  ['DE', 'toll-free', '25.00', '18.00', 'voice', 'yes', 'alpenlink', 6],
  ['PT', 'local', '0.00', '4.00', 'voice', 'yes', 'iberwave', 36],
  ['PT', 'national', '0.00', '4.50', 'voice', 'yes', 'iberwave', 4],
  ['PT', 'mobile', '10.00', '11.00', 'voice sms', 'yes', 'iberwave', 5],
  ['PT', 'toll-free', '20.00', '17.00', 'voice', 'yes', 'iberwave', 4],
  ['CH', 'local', '0.00', '4.50', 'voice', 'yes', 'alpenlink rhonelink', 40],
  ['CH', 'national', '0.00', '5.50', 'voice', 'yes', 'alpenlink', 4],
  ['CH', 'mobile', '15.00', '14.00', 'voice sms', 'yes', 'alpenlink', 4],
  ['CH', 'toll-free', '30.00', '22.00', 'voice', 'yes', 'alpenlink', 4],
  ['US', 'local', '0.00', '1.80', 'voice sms', 'no', 'lakebridge northline', 110],
  ['US', 'toll-free', '0.00', '3.00', 'voice sms', 'no', 'lakebridge', 16],
  ['CA', 'local', '0.00', '2.20', 'voice sms', 'no', 'lakebridge', 44],
  ['CA', 'toll-free', '0.00', '3.50', 'voice', 'no', 'lakebridge', 6],
  ['MX', 'local', '5.00', '4.50', 'voice', 'no', 'pampared lakebridge', 36],
  ['MX', 'toll-free', '30.00', '20.00', 'voice', 'yes', 'pampared', 4],
  ['AR', 'local', '5.00', '7.00', 'voice', 'yes', 'pampared', 26],
  ['AR', 'mobile', '10.00', '15.00', 'voice sms', 'yes', 'pampared', 4],
  ['AR', 'toll-free', '40.00', '25.00', 'voice', 'yes', 'pampared', 2],
  ['BR', 'local', '5.00', '6.00', 'voice', 'yes', 'pampared', 40],
  ['BR', 'mobile', '10.00', '12.00', 'voice sms', 'yes', 'pampared', 6],
  ['BR', 'toll-free', '40.00', '24.00', 'voice', 'yes', 'pampared', 3],
];

/** The price list of the demo's operator: one offer for a country and kind. */
export const offers: readonly Offer[] = rows.map(
  ([country, kind, setup, monthly, features, registration, suppliers, share]) => ({
    country,
    kind,
    setup,
    monthly,
    features: features.split(' ') as Feature[],
    registrationNeeded: registration === 'yes',
    suppliers: suppliers.split(' '),
    share,
  }),
);
