// A bank's words, read into ours: entries of an ISO 20022 account statement (camt.053), as JSON with the
// standard's own names. What comes in carries our creditor reference; what goes out carries the payout's id,
// without dashes, as its end-to-end id.
import { z } from 'zod';
import { fromDecimal } from '#money';
import type {
  EventSubject,
  ProcessorDispute,
  ProcessorMethod,
  ProcessorPayment,
  ProcessorRefund,
} from './processor.ts';

const entry = z.object({
  NtryRef: z.string(),
  Amt: z.object({ Ccy: z.string(), value: z.string() }),
  CdtDbtInd: z.enum(['CRDT', 'DBIT']),
  Sts: z.object({ Cd: z.enum(['BOOK', 'PDNG']) }),
  BookgDt: z.object({ DtTm: z.string() }),
  NtryDtls: z.object({
    TxDtls: z.object({
      Refs: z.object({ EndToEndId: z.string().optional() }).default({}),
      RmtInf: z.object({ Strd: z.object({ CdtrRefInf: z.object({ Ref: z.string() }) }) }).optional(),
      // Why a transfer that we made came back, for example AC04: the account is closed.
      RtrInf: z.object({ Rsn: z.object({ Cd: z.string() }) }).optional(),
    }),
  }),
});

const expected = z.object({
  Ref: z.string(),
  InstdAmt: z.object({ Ccy: z.string(), value: z.string() }),
  Expired: z.boolean(),
  Ntry: entry.nullable(),
});

/**
 * A transfer that we wait for, with the entry of the statement that brought it, if any. A bank takes no fee
 * of a transfer.
 */
export const readBankTransfer = (object: unknown): ProcessorPayment => {
  const { Ref, InstdAmt, Expired, Ntry } = expected.parse(object);
  const booked = Ntry?.Sts.Cd === 'BOOK' ? Ntry : null;
  const amount = Ntry?.Amt ?? InstdAmt;
  return {
    reference: Ref,
    state: booked ? 'succeeded' : Expired ? 'failed' : 'pending',
    amountMicros: fromDecimal(amount.value),
    currency: amount.Ccy,
    feeMicros: booked ? 0n : null,
    succeededAt: booked ? Temporal.Instant.from(booked.BookgDt.DtTm) : null,
    payUrl: null,
    method: null,
    failure: Expired && !booked ? 'no transfer with this reference arrived in time' : null,
  };
};

const orderEntries = z.object({ Ref: z.string(), Ntry: z.array(entry) });

/**
 * The entries that a standing order has brought: all carry its creditor reference, and each has an entry
 * reference of its own. A bank does not say whether its customer has cancelled it.
 */
export const readStandingOrder = (object: unknown): ProcessorMethod => {
  const { Ref, Ntry } = orderEntries.parse(object);
  return {
    state: 'live',
    label: null,
    arrivals: Ntry.filter((one) => one.Sts.Cd === 'BOOK').map((one) => ({
      reference: `${Ref}/${one.NtryRef}`,
      state: 'succeeded',
      amountMicros: fromDecimal(one.Amt.value),
      currency: one.Amt.Ccy,
      feeMicros: 0n,
      succeededAt: Temporal.Instant.from(one.BookgDt.DtTm),
      payUrl: null,
      method: null,
      failure: null,
    })),
  };
};

const outgoing = z.object({
  reference: z.string(),
  InstdAmt: z.object({ value: z.string() }),
  entries: z.array(entry),
});

/** A transfer that we made, with its entries: booked, and perhaps returned. */
export const readBankRefund = (object: unknown): ProcessorRefund => {
  const { reference, InstdAmt, entries } = outgoing.parse(object);
  const returned = entries.find((one) => one.NtryDtls.TxDtls.RtrInf);
  const booked = entries.some((one) => one.CdtDbtInd === 'DBIT' && one.Sts.Cd === 'BOOK');
  return {
    reference,
    state: returned ? 'failed' : booked ? 'succeeded' : 'pending',
    amountMicros: fromDecimal(InstdAmt.value),
    failure: returned?.NtryDtls.TxDtls.RtrInf?.Rsn.Cd ?? null,
  };
};

const statement = z.object({
  Document: z.object({
    BkToCstmrStmt: z.object({ Stmt: z.object({ Id: z.string(), Ntry: z.array(entry) }) }),
  }),
});

const recallMessage = z.object({
  Document: z.object({
    FIToFIPmtCxlReq: z.object({
      Assgnmt: z.object({ Id: z.string() }),
      Undrlyg: z.object({ TxInf: z.object({ CxlId: z.string() }) }),
    }),
  }),
});

const recallOf = (body: unknown) => {
  const { success, data } = recallMessage.safeParse(body);
  return success ? data.Document.FIToFIPmtCxlReq : null;
};

/** The id of a message: a statement, or a recall. */
export const bankMessageId = (body: unknown): string =>
  recallOf(body)?.Assgnmt.Id ?? statement.parse(body).Document.BkToCstmrStmt.Stmt.Id;

/** What the entries of a statement, or a recall, are about. */
export const bankSubjects = (body: unknown): readonly EventSubject[] => {
  const recall = recallOf(body);
  if (recall) return [{ kind: 'dispute', reference: recall.Undrlyg.TxInf.CxlId, key: null }];
  return statement.parse(body).Document.BkToCstmrStmt.Stmt.Ntry.flatMap((one): readonly EventSubject[] => {
    const { Refs, RmtInf } = one.NtryDtls.TxDtls;
    if (Refs.EndToEndId) return [{ kind: 'refund', reference: null, key: dashed(Refs.EndToEndId) }];
    if (!RmtInf) return [];
    const reference = RmtInf.Strd.CdtrRefInf.Ref;
    // The reference of a transfer that was asked for, or of a standing order.
    return [
      { kind: 'payment', reference, key: null },
      { kind: 'method', reference, key: null },
    ];
  });
};

const recall = z.object({
  CxlId: z.string(),
  CreDtTm: z.string(),
  OrgnlTxRef: z.object({ CdtrRefInf: z.object({ Ref: z.string() }) }),
  OrgnlInstdAmt: z.object({ value: z.string() }),
  CxlRsnInf: z.object({ Rsn: z.object({ Cd: z.string() }) }),
  // As camt.029 answers: pending, accepted (the money is taken back), rejected.
  TxCxlSts: z.enum(['PDCR', 'ACCR', 'RJCR']),
});

/** A transfer that its payer's bank calls back (camt.056), with how it was answered (camt.029). */
export const readBankRecall = (object: unknown): ProcessorDispute => {
  const read = recall.parse(object);
  return {
    reference: read.CxlId,
    paymentKey: null,
    paymentReference: read.OrgnlTxRef.CdtrRefInf.Ref,
    state: ({ PDCR: 'open', ACCR: 'lost', RJCR: 'won' } as const)[read.TxCxlSts],
    amountMicros: fromDecimal(read.OrgnlInstdAmt.value),
    feeMicros: 0n,
    reason: read.CxlRsnInf.Rsn.Cd,
    openedAt: Temporal.Instant.from(read.CreDtTm),
  };
};

/** An end-to-end id has room for 35 characters: the id goes without its dashes. */
export const endToEndId = (key: string): string => key.replaceAll('-', '');

const dashed = (hex: string): string | null =>
  /^[0-9a-f]{32}$/.test(hex) ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : null;
