import type { Json } from './json-schema.ts';

const description = `
Everything that customers and staff can do, for programs. Amounts are decimal strings in the operator's currency; dates are calendar dates in the operator's time zone; points in time are UTC.

**Sign in** with a session cookie (\`/v1/auth/sign-in/email\`) or an API key (\`Authorization: Bearer rf_…\`). A key does what its owner may do and its scopes name. Staff say whose things they mean with \`?customer=\`.

**Moving money** needs an \`Idempotency-Key\`. Repeat a request with its key as often as you like: it has its effect once, and answers as it did the first time.

**Refusals** are problem documents (RFC 9457) with a stable \`code\`, the \`field\` at fault and a \`remedy\`, in the language of \`Accept-Language\` (en, es, it).

**Lists** come in pages: pass \`nextCursor\` as \`cursor\` until it is null.

**Rates**: 600 requests a minute for each key, user or address; the \`RateLimit-*\` headers tell how many are left. Every answer has an \`X-Request-Id\`.

**Signing in** itself, below \`/v1/auth\`, speaks the words of [better-auth](https://better-auth.com), so that its clients work: its endpoints are listed in docs/api/README.md. What it refuses is a problem document too.
`;

const tags = [
  ['Catalogue', 'What is for sale, and where. Open to everybody.'],
  ['Numbers', 'The numbers that a customer holds.'],
  ['SMS', 'Messages that numbers received.'],
  ['Caller id', 'Codes that providers send, and certificates of who holds a number.'],
  [
    'Services',
    'What numbers can be forwarded to beside phone numbers: services and when they end, and VoIP providers.',
  ],
  ['Calls', 'Where calls go, what they cost, and what became of them.'],
  ['Registrations', 'What countries ask for before a number works: identities, addresses, documents.'],
  ['Wallet', 'The credit, and what it was spent on.'],
  ['Payments', 'Money that came in, and money on its way back.'],
  ['Refunds', 'Quotes and decisions.'],
  ['Incidents', 'Disruptions of the service, who was affected, and what is given back for them.'],
  ['Policy', 'The published policy and its versions.'],
  ['Webhooks', 'Events that are sent to your programs: where to, of what kinds, and how it went.'],
  ['Mails', 'The mails that were written.'],
  ['Account', 'The own account: language, users, API keys.'],
  ['Customers', 'For staff: customers.'],
  ['Fraud', 'For staff: cases of fraud, and the signals that open them.'],
  ['Stock', 'For staff: numbers for sale, imports, prices.'],
  ['Ledger', 'For staff: journals, balances, the check of the books.'],
  ['Operations', 'For staff: jobs, audit log, staff, the demonstration’s clock.'],
  ['System', 'Whether it runs.'],
] as const;

/** What endpoints are grouped by. */
export type Tag = (typeof tags)[number][0];

/** The frame of the OpenAPI document; the paths come from the endpoints' own schemas. */
export const frameOf = (baseUrl: string): Json => ({
  openapi: '3.1.0',
  info: {
    title: 'Ringfence API',
    version: '1.0.0',
    description: description.trim(),
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    contact: { name: 'Ringfence', url: 'https://github.com/ringfence/ringfence' },
  },
  servers: [{ url: baseUrl, description: 'This installation' }],
  tags: tags.map(([name, text]) => ({ name, description: text })),
});

export const securitySchemes: Json = {
  apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: `rf_live_…`' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'ringfence.session_token',
    description: 'The cookie of a signed-in user',
  },
};
