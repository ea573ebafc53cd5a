import { z } from 'zod';
import { audit } from '#customers';
import { caseById, caseStates, signalNames, type CaseFile } from '#fraud';
import type { Tx } from '#platform';
import type { Context } from '#policy';
import { amount, id, instant, text } from '../schemas.ts';

// What the endpoints of fraud share.

export const state = z.enum(caseStates).meta({
  description:
    'proposed: frozen, to be decided; confirmed: the credit is forfeited; dismissed, upheld on appeal: all is as before',
  examples: ['proposed'],
});
export const signal = z.enum(signalNames).meta({ examples: ['failed_cards'] });
const actor = z.string().meta({ examples: ['staff:0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f'] });

const listed = {
  id,
  customerId: id,
  state,
  signal: signal.nullable().meta({ description: 'What proposed it by itself; null: a member of staff' }),
  proposedAt: instant,
  proposedBy: actor,
  endorsedBy: actor.nullable().meta({ description: 'Who stands for the proposal; another one confirms it' }),
  decidedAt: instant.nullable(),
  decidedBy: actor.nullable(),
  decisionReason: z.string().nullable(),
  hasOpenAppeal: z.boolean().meta({ description: 'The customer waits for an answer to an appeal' }),
  upheldAt: instant.nullable(),
  upheldBy: actor.nullable(),
};

export const listedCase = z.object(listed).meta({ id: 'ListedFraudCase' });
export const caseFile = z
  .object({
    ...listed,
    forfeited: amount.meta({ description: 'What was kept; given back when an appeal was upheld' }),
    evidence: z.array(
      z.object({
        at: instant,
        givenBy: actor,
        text: z.string(),
        facts: z.record(z.string(), z.unknown()).meta({ description: 'What a signal counted' }),
      }),
    ),
    appeals: z.array(
      z.object({
        state: z.enum(['open', 'upheld', 'rejected']),
        text: z.string(),
        madeAt: instant,
        madeBy: actor,
        decidedAt: instant.nullable(),
        decidedBy: actor.nullable(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'FraudCase', description: 'A case of fraud with all that lies in its file (F1)' });

export const caseOut = ({ forfeitedMicros, ...rest }: CaseFile) => ({ ...rest, forfeited: forfeitedMicros });

export const caseParams = z.object({ caseId: id });
export const evidence = text(20_000).meta({
  description: 'What speaks for it, or against it; kept for ever as it is given',
  examples: ['Twelve cards of twelve names within an hour, all from one address'],
});
export const reason = text(5_000).meta({ examples: ['The cards belong to the members of one family'] });

/** The case as it is now; and a note in the audit log, which the request does not say whose case it is. */
export const done = async (
  tx: Tx,
  context: Context,
  action: string,
  caseId: string,
  details: object = {},
) => {
  const file = await caseById(tx, caseId);
  const { customerId } = file;
  await audit(tx, context, { action, customerId, subject: caseId, details: { ...details } });
  return caseOut(file);
};
