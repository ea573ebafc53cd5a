import { z } from 'zod';
import { periodsOfJournals, type RentalPeriod } from '#numbers';
import type { Tx } from '#platform';
import { statement, type StatementLine } from '#wallet';
import { readRoute, type Register } from '../route.ts';
import {
  amount,
  calendarDate,
  countedId,
  customerQuery,
  e164,
  id,
  instant,
  pageOf,
  pageQuery,
  query,
  signedAmount,
} from '../schemas.ts';
import { share, shareOut } from './wallet.ts';

const statementLine = z
  .object({
    no: countedId.meta({ description: 'Counts the lines of this wallet, without gaps', examples: ['12'] }),
    at: instant,
    kind: z.enum(['credit', 'charge', 'removal', 'return']).meta({
      description:
        'credit: it came; charge: it was spent; removal: it left otherwise; return: what had left came back',
      examples: ['charge'],
    }),
    code: z.string().meta({ description: 'What for; stable', examples: ['rental.renewed'] }),
    change: signedAmount,
    balance: amount.meta({ description: 'The credit after it', examples: ['36.00'] }),
    shares: z.array(share).meta({
      description: 'What it brought, was spent from, took from or gave back to: together its amount',
    }),
    number: e164.nullable().meta({ description: 'The number that was paid for' }),
    period: z
      .object({ from: calendarDate, until: calendarDate })
      .nullable()
      .meta({ description: 'The period that was paid, its end exclusive; null while documents are awaited' }),
    refundId: id.nullable().meta({ description: 'The refund by which it left' }),
    note: z
      .string()
      .nullable()
      .meta({ description: 'What staff wrote to it', examples: ['Spring campaign'] }),
    journalId: countedId,
  })
  .meta({ id: 'StatementLine' });

export const statementRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/wallet/statement',
      tag: 'Wallet',
      operationId: 'getStatement',
      summary: 'The statement',
      description:
        'Everything that moved the credit, newest first: with the balance that it left, what was paid with it, and every charge with the payments that it was spent from.',
      permission: 'wallet:read',
      query: query({ ...pageQuery, ...customerQuery }),
      response: pageOf(statementLine),
      handler: async (tx, call) => {
        const { limit, cursor } = call.query;
        const customerId = await call.customerId(tx);
        const page = await statement(tx, { walletId: customerId, limit, cursor });
        const paidFor = await periodsOf(tx, customerId, page.items);
        return { ...page, items: page.items.map((line) => lineOut(line, paidFor)) };
      },
    }),
];

type Paid = ReadonlyMap<string, RentalPeriod>;

const placeOf = ({ journalId, line }: { readonly journalId: bigint; readonly line: number }): string =>
  `${journalId}:${line}`;

const periodsOf = async (tx: Tx, customerId: string, lines: readonly StatementLine[]): Promise<Paid> => {
  const charges = lines.filter(({ kind }) => kind === 'charge').map(({ journalId }) => journalId);
  const periods = await periodsOfJournals(tx, customerId, [...new Set(charges)]);
  return new Map(periods.map((period) => [placeOf(period), period]));
};

const lineOut = (line: StatementLine, paid: Paid) => {
  const { version, occurredAt, kind, code, changeMicros, balanceMicros, shares, details, journalId } = line;
  const period = paid.get(placeOf(line));
  const started = period?.from && period.until ? { from: period.from, until: period.until } : null;
  return {
    no: version,
    at: occurredAt,
    kind,
    code,
    change: changeMicros,
    balance: balanceMicros,
    shares: shares.map(shareOut),
    number: period?.e164 ?? textOf(details['e164']),
    period: started,
    refundId: textOf(details['refundId']),
    note: code === 'promotion.granted' ? textOf(details['reason']) : null,
    journalId,
  };
};

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
