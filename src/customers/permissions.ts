/** Who works for the operator, from least to most. */
export const staffRoles = ['support', 'finance', 'admin'] as const;
export type StaffRole = (typeof staffRoles)[number];

interface Grant {
  /** What it lets somebody do, for the documentation. */
  readonly means: string;
  /** Customers may do it with what is their own. */
  readonly customer: boolean;
  /** Staff in these roles may do it with what is anybody's. */
  readonly staff: readonly StaffRole[];
}

const everyone = staffRoles;
const money = ['finance', 'admin'] as const;
const admin = ['admin'] as const;

/**
 * The one table of who may do what. A permission is also a scope of API keys: a key can do what its owner may
 * do and its scopes name. Customers reach only their own things; the doors check that.
 */
export const permissions = {
  'account:read': { means: 'see the own account, its users and API keys', customer: true, staff: everyone },
  'account:write': {
    means: 'change the own account, its users and API keys',
    customer: true,
    staff: everyone,
  },
  'numbers:read': { means: 'see numbers that are held, and their history', customer: true, staff: everyone },
  'numbers:write': {
    means: 'buy, renew, restore numbers, and stop their renewal',
    customer: true,
    staff: ['support', 'admin'],
  },
  'messages:read': { means: 'see the SMS that arrived', customer: true, staff: everyone },
  'messages:write': {
    means: 'have SMS sent on, and say that they come without warranty',
    customer: true,
    staff: ['support', 'admin'],
  },
  'calls:read': { means: 'see where numbers forward to, and calls', customer: true, staff: everyone },
  'calls:write': {
    means: 'forward numbers, set money aside for renewals',
    customer: true,
    staff: ['support', 'admin'],
  },
  'rates:write': { means: 'import what calls cost', customer: false, staff: admin },
  'registrations:read': {
    means: 'see registrations, identities, addresses and documents',
    customer: true,
    staff: everyone,
  },
  'registrations:write': {
    means: 'enter identities and addresses, upload documents, hand registrations in',
    customer: true,
    staff: ['support', 'admin'],
  },
  'registrations:review': {
    means: 'look at the documents of customers, and review registrations',
    customer: false,
    staff: ['support', 'admin'],
  },
  'wallet:read': { means: 'see the credit and the statement', customer: true, staff: everyone },
  'wallet:write': { means: 'give promotional credit', customer: false, staff: money },
  'payments:read': { means: 'see payments and payouts', customer: true, staff: everyone },
  'payments:write': { means: 'top up; as staff: settle manual payouts', customer: true, staff: money },
  'refunds:read': { means: 'see quotes and decisions about refunds', customer: true, staff: everyone },
  'refunds:write': { means: 'ask for a refund', customer: true, staff: everyone },
  'fraud:read': { means: 'see cases of fraud and their evidence', customer: false, staff: everyone },
  'fraud:write': {
    means: 'propose cases of fraud, give evidence, enter appeals',
    customer: false,
    staff: everyone,
  },
  'fraud:confirm': {
    means: 'confirm and dismiss cases of fraud, decide appeals, set the signals',
    customer: false,
    staff: money,
  },
  'incidents:read': {
    means: 'see all incidents with their corrections, and who was affected',
    customer: false,
    staff: everyone,
  },
  'incidents:write': {
    means: 'open, correct, confirm and publish incidents',
    customer: false,
    staff: ['support', 'admin'],
  },
  'incidents:compensate': {
    means: 'compensate everybody whom an incident affected',
    customer: false,
    staff: money,
  },
  'mails:read': { means: 'read the mails that were written', customer: true, staff: everyone },
  'mails:write': { means: 'send a mail again whose fate is unknown', customer: false, staff: everyone },
  'webhooks:read': {
    means: 'see webhook endpoints and what was sent to them',
    customer: true,
    staff: everyone,
  },
  'webhooks:write': {
    means: 'make, change and delete webhook endpoints, and send again',
    customer: true,
    staff: admin,
  },
  'customers:read': { means: 'find customers and see their accounts', customer: false, staff: everyone },
  'customers:write': { means: 'change and close customers', customer: false, staff: ['support', 'admin'] },
  'stock:read': {
    means: 'see the whole stock, its imports and price changes',
    customer: false,
    staff: everyone,
  },
  'stock:write': { means: 'import stock, announce prices, withdraw numbers', customer: false, staff: admin },
  'suppliers:read': { means: 'see who supplies the operator', customer: false, staff: everyone },
  'suppliers:write': {
    means: 'change suppliers, services and the list of VoIP providers',
    customer: false,
    staff: ['support', 'admin'],
  },
  'sunsets:write': { means: 'announce that a service ends', customer: false, staff: admin },
  'policy:write': { means: 'draft and publish versions of the policy', customer: false, staff: admin },
  'ledger:read': { means: 'read journals and balances, and check the books', customer: false, staff: money },
  'jobs:read': { means: 'see what the worker did and when it is next due', customer: false, staff: everyone },
  'audit:read': { means: 'read what staff did', customer: false, staff: money },
  'staff:read': { means: 'see who works here', customer: false, staff: money },
  'staff:write': { means: 'add staff, change roles, shut accounts', customer: false, staff: admin },
  'clock:write': { means: 'move the clock of the demonstration', customer: false, staff: admin },
} as const satisfies Record<string, Grant>;

/** One thing that somebody may do; also a scope of an API key. */
export type Permission = keyof typeof permissions;

const all = Object.keys(permissions) as Permission[];

/** Whether `text` is the name of a permission. */
export const isPermission = (text: string): text is Permission => Object.hasOwn(permissions, text);

/** What a signed-in user of a customer may do, and the scopes that a customer's API key can have. */
export const customerPermissions: readonly Permission[] = all.filter((name) => permissions[name].customer);

/** What staff in `role` may do, and the scopes that their API keys can have. */
export const permissionsOfRole = (role: StaffRole): readonly Permission[] =>
  all.filter((name) => (permissions[name].staff as readonly StaffRole[]).includes(role));
