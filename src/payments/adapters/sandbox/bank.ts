// The bank as the sandbox plays it: transfers are seen on the statement of the account, one statement an
// entry.
import { toDecimal } from '#money';
import {
  endToEndId,
  readBankRecall,
  readBankRefund,
  readBankTransfer,
  readStandingOrder,
} from '../bank-objects.ts';
import { creditorReference } from '../../rules.ts';
import type { Dialect, SandboxPayment, SandboxRefund } from './state.ts';

const incoming = (payment: SandboxPayment) => ({
  NtryRef: payment.part,
  Amt: { Ccy: payment.currency, value: toDecimal(BigInt(payment.amountMicros)) },
  CdtDbtInd: 'CRDT',
  Sts: { Cd: 'BOOK' },
  BookgDt: { DtTm: payment.succeededAt },
  BkTxCd: { Domn: { Cd: 'PMNT', Fmly: { Cd: 'RCDT', SubFmlyCd: 'ESCT' } } },
  NtryDtls: { TxDtls: { RmtInf: { Strd: { CdtrRefInf: { Ref: payment.paidWith ?? payment.reference } } } } },
});

const outgoing = (refund: SandboxRefund) => ({
  NtryRef: refund.part,
  Amt: { Ccy: refund.currency, value: toDecimal(BigInt(refund.amountMicros)) },
  CdtDbtInd: 'DBIT',
  Sts: { Cd: 'BOOK' },
  BookgDt: { DtTm: refund.changedAt },
  BkTxCd: { Domn: { Cd: 'PMNT', Fmly: { Cd: 'ICDT', SubFmlyCd: 'ESCT' } } },
  NtryDtls: { TxDtls: { Refs: { EndToEndId: endToEndId(refund.key) } } },
});

const returned = (refund: SandboxRefund) => ({
  ...outgoing(refund),
  NtryRef: `${refund.part}R`,
  CdtDbtInd: 'CRDT',
  BkTxCd: { Domn: { Cd: 'PMNT', Fmly: { Cd: 'ICDT', SubFmlyCd: 'RRTN' } } },
  NtryDtls: { TxDtls: { Refs: { EndToEndId: endToEndId(refund.key) }, RtrInf: { Rsn: { Cd: 'AC04' } } } },
});

export const bankDialect: Dialect = {
  processor: 'bank',
  failsWithoutPayer: false,
  refundableDays: null,
  newReferences: (kind, hex) => ({
    reference:
      kind === 'payment'
        ? creditorReference(hex.slice(-16).toUpperCase())
        : `${kind === 'refund' ? 'SCT' : 'CXL'}${hex.slice(-20).toUpperCase()}`,
    part: hex.slice(-16).toUpperCase(),
  }),
  showPayment: ({ payment }) => ({
    Ref: payment.reference,
    InstdAmt: { Ccy: payment.currency, value: toDecimal(BigInt(payment.amountMicros)) },
    Expired: payment.state === 'failed',
    Ntry: payment.state === 'succeeded' ? incoming(payment) : null,
  }),
  readPayment: readBankTransfer,
  showRefund: (_shown, refund) => ({
    reference: refund.reference,
    InstdAmt: { Ccy: refund.currency, value: toDecimal(BigInt(refund.amountMicros)) },
    entries: { pending: [], succeeded: [outgoing(refund)], failed: [outgoing(refund), returned(refund)] }[
      refund.state
    ],
  }),
  readRefund: readBankRefund,
  paymentEvents: (occasion, { payment }) =>
    occasion === 'succeed' ? [{ type: 'entry', object: incoming(payment) }] : [],
  refundEvents: (occasion, _shown, refund) => {
    if (occasion === 'created') return [];
    return [{ type: 'entry', object: occasion === 'fail' ? returned(refund) : outgoing(refund) }];
  },
  showMethod: ({ reference }, arrivals) => ({ Ref: reference, Ntry: arrivals.map(incoming) }),
  readMethod: readStandingOrder,
  // What its customer does with a standing order, a bank tells nobody.
  methodEvents: () => [],
  showDispute: ({ payment }, dispute) => ({
    CxlId: dispute.reference,
    CreDtTm: dispute.createdAt,
    OrgnlTxRef: { CdtrRefInf: { Ref: payment.reference } },
    OrgnlInstdAmt: { Ccy: payment.currency, value: toDecimal(BigInt(dispute.amountMicros)) },
    // The payer's bank says that it was fraud.
    CxlRsnInf: { Rsn: { Cd: 'FRAD' } },
    TxCxlSts: { open: 'PDCR', lost: 'ACCR', won: 'RJCR' }[dispute.state],
  }),
  readDispute: readBankRecall,
  disputeFeeMicros: 0n,
  disputeEvents: (_shown, dispute) => [{ type: 'recall', object: { CxlId: dispute.reference } }],
  envelope: (id, at, { type, object }) =>
    type === 'recall'
      ? { Document: { FIToFIPmtCxlReq: { Assgnmt: { Id: id, CreDtTm: at }, Undrlyg: { TxInf: object } } } }
      : statementOf(id, at, object),
};

const statementOf = (id: string, at: string, object: unknown) => ({
  Document: {
    BkToCstmrStmt: { GrpHdr: { MsgId: id, CreDtTm: at }, Stmt: { Id: id, CreDtTm: at, Ntry: [object] } },
  },
});
