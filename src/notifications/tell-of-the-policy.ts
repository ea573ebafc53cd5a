import { listCustomers } from '#customers';
import { recordEvents, type Language } from '#platform';
import { changesOfVersion } from '#policy';
import { refundById } from '#refunds';
import { policyAnnouncedEvent, refundDecidedEvent } from './events.ts';
import type { Tell } from './links.ts';
import { writeMail } from './write-mail.ts';

export const tellRefundDecided: Tell = async (tx, context, links, { payload }) => {
  const { customerId, refundId } = refundDecidedEvent.parse(payload);
  const { decision } = await refundById(tx, refundId);
  // Nothing is decided yet: the customer reads it when it is.
  if (decision.outcome === 'waiting') return;
  await writeMail(tx, context, {
    key: `refund_decided:${refundId}`,
    customerId,
    about: 'refund_decided',
    data: { decision, link: links.refund(refundId) },
  });
};

/** So many customers are told in one transaction; an event to ourselves goes on with the next ones. */
const customersAtOnce = 200;

export const tellPolicyAnnounced: Tell = async (tx, context, links, { payload, occurredAt }) => {
  const { versionId, inForceFrom, announcedAt = occurredAt, after } = policyAnnouncedEvent.parse(payload);
  const { items, nextCursor } = await listCustomers(tx, { limit: customersAtOnce, cursor: after });
  const { changes } = await changesOfVersion(tx, versionId);
  const inWords = (language: Language) => changes.map(({ texts }) => texts[language]);
  const told = { en: inWords('en'), es: inWords('es'), it: inWords('it') };
  for (const { id: customerId, createdAt, closedAt } of items) {
    // Who came later accepted the policy as it was announced then: so nobody is told of the first version.
    if (closedAt !== null || Temporal.Instant.compare(createdAt, announcedAt) >= 0) continue;
    await writeMail(tx, context, {
      key: `policy_announced:${versionId}:${customerId}`,
      customerId,
      about: 'policy_announced',
      data: { inForceFrom, changes: told, link: links.policy(versionId) },
    });
  }
  if (nextCursor === null) return;
  const next = {
    versionId,
    inForceFrom: String(inForceFrom),
    announcedAt: String(announcedAt),
    after: nextCursor,
  };
  await recordEvents(tx, context.clock, 'notifications.announcing', [next]);
};
