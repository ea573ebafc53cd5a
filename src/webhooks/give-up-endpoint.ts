import { writeMail, writeOperatorMail } from '#notifications';
import { dateAt, recordEvents, type Tx } from '#platform';
import type { Context } from '#policy';
import { markDisabled, selectEndpoint } from './store/endpoints.ts';

/**
 * Disables an endpoint that takes nothing any more, gives up what waits for it, and tells its owner by mail, once. Records
 * `webhooks.endpoint_disabled`.
 */
export const giveUpEndpoint = async (
  tx: Tx,
  context: Context,
  {
    endpointId,
    because,
    link,
  }: { readonly endpointId: string; readonly because: 'failing' | 'gone'; readonly link: string },
): Promise<void> => {
  const now = context.clock.now();
  const endpoint = await selectEndpoint(tx, endpointId);
  if (endpoint === undefined || !(await markDisabled(tx, endpointId, because, now))) return;
  const { customerId, url, failingSince } = endpoint;
  await recordEvents(tx, context.clock, 'webhooks.endpoint_disabled', [
    { customerId, endpointId, url, reason: because },
  ]);
  const key = `webhook_disabled:${endpointId}:${now}`;
  const since = dateAt(failingSince ?? now, context.operator.timeZone);
  const data = { url, because, failingSince: since, link: `${link}/${endpointId}` };
  if (customerId === null) await writeOperatorMail(tx, context, { key, about: 'webhook_disabled', data });
  else await writeMail(tx, context, { key, customerId, about: 'webhook_disabled', data });
};
