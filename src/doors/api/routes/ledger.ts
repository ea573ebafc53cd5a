import { z } from 'zod';
import { findJournal, houseBalances, listJournals, walletTotals, type Journal } from '#ledger';
import { checkEverything } from '../../checks.ts';
import { notFound } from '../errors.ts';
import { readRoute, type Register } from '../route.ts';
import { amount, count, countedId, instant, pageOf, pageQuery, query, signedAmount } from '../schemas.ts';

const currency = z.string().meta({ examples: ['EUR'] });
const accountType = z.string().meta({ examples: ['revenue_rental'] });
const accountName = z
  .string()
  .meta({ description: 'Tells accounts of one type apart; mostly empty', examples: [''] });

const balances = z
  .object({
    house: z.array(
      z.object({
        accountId: z.string(),
        type: accountType,
        name: accountName,
        currency,
        balance: signedAmount,
      }),
    ),
    wallets: z.array(
      z.object({
        currency,
        wallets: count.meta({ description: 'How many there are', examples: [120] }),
        balance: amount,
        held: amount.meta({ examples: ['0.00'] }),
      }),
    ),
  })
  .meta({ id: 'Balances', description: 'In each currency everything adds up to zero' });

const account = z.object({ accountId: z.string(), type: accountType, name: accountName });
const journal = z
  .object({
    id: countedId,
    key: z
      .string()
      .meta({ description: 'The idempotency key of the event', examples: ['payment.credited:0190b7c6'] }),
    occurredAt: instant,
    actor: z.string().meta({ examples: ['system'] }),
    details: z.record(z.string(), z.unknown()),
    lines: z.int().meta({ description: 'How many transfers it has', examples: [1] }),
    blockNo: countedId.nullable().meta({ description: 'The block that seals it; null for the newest' }),
    transfers: z
      .array(
        z.object({
          line: z.int(),
          code: z.string().meta({ examples: ['rental.renewed'] }),
          from: account,
          to: account,
          amount,
        }),
      )
      .meta({ description: 'The first hundred' }),
  })
  .meta({ id: 'Journal', description: 'One event and what it moved' });

const journalOut = ({ transfers, ...rest }: Journal) => ({
  ...rest,
  transfers: transfers.map(({ amountMicros, ...transfer }) => ({ ...transfer, amount: amountMicros })),
});

const finding = z
  .object({
    check: z.string().meta({ examples: ['wallets-are-the-sum-of-their-legs'] }),
    ok: z.boolean(),
    message: z.string().meta({ description: 'What is wrong first; empty when nothing is', examples: [''] }),
  })
  .meta({ id: 'Finding' });

export const ledgerRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/ledger/balances',
      tag: 'Ledger',
      operationId: 'getBalances',
      summary: 'Balances of the house accounts, and of all wallets together',
      description:
        'A house account’s balance is what it received less what it gave: positive for income and what is owed to others, negative for money held elsewhere.',
      permission: 'ledger:read',
      response: balances,
      handler: async (tx) => ({
        house: (await houseBalances(tx)).map(({ balanceMicros, ...one }) => ({
          ...one,
          balance: balanceMicros,
        })),
        wallets: (await walletTotals(tx)).map(({ wallets, balanceMicros, heldMicros, ...one }) => ({
          ...one,
          wallets: BigInt(wallets),
          balance: balanceMicros,
          held: heldMicros,
        })),
      }),
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/ledger/journals',
      tag: 'Ledger',
      operationId: 'listJournals',
      summary: 'Journals',
      description: 'Newest first, each with its transfers.',
      permission: 'ledger:read',
      query: query(pageQuery),
      response: pageOf(journal),
      handler: async (tx, call) => {
        const page = await listJournals(tx, call.query);
        return { ...page, items: page.items.map(journalOut) };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/ledger/journals/:journalId',
      tag: 'Ledger',
      operationId: 'getJournal',
      summary: 'One journal',
      description: 'What happened, by whom, and what it moved.',
      permission: 'ledger:read',
      params: z.object({ journalId: countedId }),
      response: journal,
      refuses: [notFound],
      handler: async (tx, call) => {
        const found = await findJournal(tx, call.params.journalId);
        if (found === undefined) throw notFound({ what: `journal ${call.params.journalId}` });
        return journalOut(found);
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/ledger/check',
      tag: 'Ledger',
      operationId: 'checkLedger',
      summary: 'Check the books',
      description:
        'Every check that the command `ringfence ledger check` makes; for each the first thing that is wrong. It reads all of the books.',
      permission: 'ledger:read',
      requestsPerMinute: 10,
      response: z.object({ ok: z.boolean(), findings: z.array(finding) }),
      handler: async (tx) => {
        const findings = await checkEverything(tx);
        return { ok: findings.every(({ ok }) => ok), findings };
      },
    }),
];
