// What webhooks and previews of the policy are asked in the tests of who may do what.
import assert from 'node:assert/strict';
import type { Reply, TestApp } from '../support/app.ts';
import { until } from '../support/until-done.ts';
import type { AccessCase } from './access-cases.ts';

interface Cases {
  readonly cases: Readonly<Record<string, AccessCase>>;
  readonly belongings: readonly string[];
}

const created = ({ status, body, text }: Reply) => {
  assert(status < 300, text);
  return body;
};

/** A customer's endpoints, with a message. */
export const webhookCases = async (world: Pick<TestApp, 'customer'>): Promise<Cases> => {
  const hook = { url: 'https://shop.example.net/hook', eventTypes: ['number.bought'] };
  const endpoint = created(await world.customer.post('/v1/webhooks/endpoints', hook)).endpoint.id;
  const dropped = created(await world.customer.post('/v1/webhooks/endpoints', hook)).endpoint.id;
  const hookMessage = created(await world.customer.post(`/v1/webhooks/endpoints/${endpoint}/test`)).id;
  return {
    belongings: [endpoint, hookMessage],
    cases: {
      listWebhookEndpoints: { by: 'customer' },
      createWebhookEndpoint: { by: 'customer', body: hook },
      getWebhookEndpoint: { by: 'customer', path: { endpointId: endpoint } },
      changeWebhookEndpoint: {
        by: 'customer',
        path: { endpointId: endpoint },
        body: { description: 'a shop' },
      },
      deleteWebhookEndpoint: { by: 'customer', path: { endpointId: dropped } },
      rotateWebhookSecret: { by: 'customer', path: { endpointId: endpoint }, body: {} },
      testWebhookEndpoint: { by: 'customer', path: { endpointId: endpoint } },
      listWebhookMessages: { by: 'customer' },
      getWebhookMessage: { by: 'customer', path: { messageId: hookMessage } },
      replayWebhookMessage: { by: 'customer', path: { messageId: hookMessage } },
      replayFailedWebhooks: {
        by: 'customer',
        path: { endpointId: endpoint },
        body: { since: '2022-10-01T00:00:00Z' },
      },
    },
  };
};

/** Three drafts, of which one was tried. */
export const policyCases = async (world: Pick<TestApp, 'admin'>): Promise<Pick<Cases, 'cases'>> => {
  const drafts: string[] = [];
  for (const day of ['2023-01-01', '2023-02-01', '2023-03-01'])
    drafts.push(String(created(await world.admin.post('/v1/policy/versions', { inForceFrom: day })).id));
  const draft = drafts[0]!;
  const trial = { stories: [{ name: 'a trial', text: 'no story' }] };
  const preview = created(await world.admin.post(`/v1/policy/versions/${draft}/previews`, trial)).id;
  await until(
    'the preview has ended',
    async () => (await world.admin.get(`/v1/policy/previews/${preview}`)).body.state !== 'running',
  );
  return {
    cases: {
      draftPolicy: { by: 'admin', body: { inForceFrom: '2023-06-01' } },
      redraftPolicy: { by: 'admin', path: { versionId: drafts[0]! }, body: { inForceFrom: '2023-01-02' } },
      discardPolicy: { by: 'admin', path: { versionId: drafts[1]! } },
      publishPolicy: { by: 'admin', path: { versionId: drafts[2]! } },
      previewPolicy: { by: 'admin', path: { versionId: draft }, body: trial },
      listPolicyPreviews: { by: 'admin', path: { versionId: draft } },
      getPolicyPreview: { by: 'admin', path: { previewId: preview } },
    },
  };
};
