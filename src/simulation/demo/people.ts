// Who is in the demonstration: each at another point of the calendar, whatever the lengths of the months. Their passwords are known to everybody, so the demonstration stays on this machine.
import type { StaffRole } from '#customers';
import type { Language } from '#platform';

export const demoPassword = 'ringfence demo';

export interface DemoStaff {
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
}

export const staff: readonly DemoStaff[] = [
  { name: 'Alma Ferri', email: 'admin@ringfence.example', role: 'admin' },
  { name: 'Felix Ortega', email: 'finance@ringfence.example', role: 'finance' },
  { name: 'Sara Byrne', email: 'support@ringfence.example', role: 'support' },
];

/** One thing that a demonstration customer did, `daysAgo` days ago. */
export type DemoDeed =
  | { readonly daysAgo: number; readonly topUp: string; readonly via: 'paypal' | 'card' | 'bank' }
  /** So many times, one after the other, with a card that is declined. */
  | { readonly daysAgo: number; readonly declinedCards: number }
  | { readonly daysAgo: number; readonly promote: string }
  | {
      readonly daysAgo: number;
      readonly buy: { readonly country: string; readonly city: string; readonly months: 1 | 3 | 6 | 12 };
    }
  | { readonly daysAgo: number; readonly stopRenewalOf: number }
  /** To the service whose end is announced when the demonstration is set up. */
  | { readonly daysAgo: number; readonly forwardToService: number }
  | {
      readonly daysAgo: number;
      readonly sms: { readonly from: string; readonly text: string };
      readonly to: number;
    };

export interface DemoCustomer {
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  /** What the banner says of them. */
  readonly shows: string;
  readonly deeds: readonly DemoDeed[];
}

export const customers: readonly DemoCustomer[] = [
  {
    name: 'Ada Rossi',
    email: 'ada@ringfence.example',
    language: 'it',
    shows:
      'numbers in London (forwarded to a phone system that ends) and Toronto, renewed from credit; one in Rome that waits for documents',
    deeds: [
      { daysAgo: 70, topUp: '60.00', via: 'card' },
      { daysAgo: 70, buy: { country: 'GB', city: 'london', months: 1 } },
      { daysAgo: 69, forwardToService: 0 },
      { daysAgo: 40, buy: { country: 'CA', city: 'toronto', months: 3 } },
      { daysAgo: 12, sms: { from: 'Zadarma', text: 'Zadarma: your verification code is 4831' }, to: 0 },
      {
        daysAgo: 5,
        sms: {
          from: '+441632960001',
          text: 'Cara Ada, il pacco è arrivato in negozio e puoi ritirarlo da domani, tutti i giorni dalle 9 alle 19, domenica compresa. Ti basta un documento; se preferisci la consegna a casa, rispondi a questo messaggio. A presto!',
        },
        to: 0,
      },
      { daysAgo: 3, buy: { country: 'IT', city: 'rome', months: 1 } },
    ],
  },
  {
    name: 'Bruno Díaz',
    email: 'bruno@ringfence.example',
    language: 'es',
    shows: 'a number that expires within days, with too little credit to renew it',
    deeds: [
      { daysAgo: 27, topUp: '4.00', via: 'bank' },
      { daysAgo: 27, buy: { country: 'GB', city: 'manchester', months: 1 } },
    ],
  },
  {
    name: 'Cleo Martin',
    email: 'cleo@ringfence.example',
    language: 'en',
    shows: 'a number in quarantine that can still be restored',
    deeds: [
      { daysAgo: 42, topUp: '20.00', via: 'paypal' },
      { daysAgo: 42, buy: { country: 'US', city: 'new-york', months: 1 } },
      { daysAgo: 30, stopRenewalOf: 0 },
    ],
  },
  {
    name: 'Dora Lindqvist',
    email: 'dora@ringfence.example',
    language: 'en',
    shows: 'refundable credit from two payments, and promotional credit that is not',
    deeds: [
      { daysAgo: 20, topUp: '15.00', via: 'card' },
      { daysAgo: 19, topUp: '20.00', via: 'paypal' },
      { daysAgo: 18, promote: '3.00' },
      { daysAgo: 18, buy: { country: 'MX', city: 'mexico-city', months: 1 } },
    ],
  },
  {
    name: 'Enzo Greco',
    email: 'enzo@ringfence.example',
    language: 'it',
    shows: 'a number that was dismissed after its quarantine',
    deeds: [
      { daysAgo: 75, topUp: '4.00', via: 'bank' },
      { daysAgo: 75, buy: { country: 'GB', city: 'edinburgh', months: 1 } },
    ],
  },
  {
    name: 'Finn Novak',
    email: 'finn@ringfence.example',
    language: 'en',
    shows: 'credit and a number that are frozen: many cards failed, and a case of fraud waits for staff',
    deeds: [
      { daysAgo: 8, topUp: '25.00', via: 'bank' },
      { daysAgo: 8, buy: { country: 'US', city: 'chicago', months: 1 } },
      { daysAgo: 2, declinedCards: 9 },
    ],
  },
];
