import { z } from 'zod';
import { audit } from '#customers';
import { inTransaction } from '#platform';
import {
  noneInForce,
  previewById,
  previewsOf,
  previewStates,
  previewUnderWay,
  requestPreview,
  unknownPreview,
  unknownVersion,
  type Preview,
} from '#policy';
import { readRoute, route, type Register } from '../route.ts';
import { body, id, instant, pageOf, pageQuery, query, smallIntInPath, text } from '../schemas.ts';

const seen = z
  .object({ passed: z.boolean(), actual: z.unknown().optional(), message: z.string().optional() })
  .nullable()
  .meta({ description: 'How the step ended; null: the story did not come so far' });

const storyDifference = z.object({
  file: z.string().meta({ examples: ['a-quarantine-of-34-days.yaml'] }),
  title: z.string(),
  outcome: z.enum(['same', 'differs', 'unreadable']),
  steps: z
    .array(
      z.object({
        index: z.int().meta({ description: 'From 0' }),
        at: z.string().meta({ description: 'When the step began, local to the operator of the story' }),
        verb: z.string().meta({ examples: ['expect'] }),
        expected: z.unknown().optional().meta({ description: 'What the story says' }),
        inForce: seen,
        draft: seen,
      }),
    )
    .meta({ description: 'The steps at which the two part' }),
  faults: z
    .array(z.object({ line: z.int(), column: z.int(), key: z.string(), message: z.string() }))
    .optional()
    .meta({ description: 'What is wrong with a story that cannot be read' }),
});

const preview = z
  .object({
    id,
    versionId: z.int(),
    baseVersionId: z.int().meta({ description: 'The version in force, with which it is compared' }),
    state: z.enum(previewStates),
    done: z.int().meta({ description: 'Stories played' }),
    total: z.int().meta({ description: 'Of so many; 0: it has not begun' }),
    requestedAt: instant,
    requestedBy: z.string(),
    finishedAt: instant.nullable(),
    failure: z.string().nullable(),
  })
  .meta({ id: 'PolicyPreview' });

const withResult = preview
  .extend({
    result: z
      .array(storyDifference)
      .nullable()
      .meta({ description: 'One entry a story, in their order; null until it has finished' }),
  })
  .meta({ id: 'PolicyPreviewResult' });

const previewOut = (found: Preview) => ({
  ...found,
  result: found.result === null ? null : z.array(storyDifference).parse(found.result),
});

const versionParams = z.object({ versionId: smallIntInPath });
const mostStories = 50;
const longestStory = 50_000;

export const policyPreviewRoutes: readonly Register[] = [
  (api, app) =>
    route(api, app, {
      method: 'POST',
      url: '/v1/policy/versions/:versionId/previews',
      tag: 'Policy',
      operationId: 'previewPolicy',
      summary: 'Try a draft with stories',
      description:
        'Plays stories in the background, each once under the parameters in force and once under those of this version, and keeps the steps at which they part: what would become different, and for whom. The parameters are the base; what a story names itself under `operator: policy:` stays. Without `stories`, those that the product brings: about two minutes. One preview runs at a time. On a throwaway database; nothing of the installation is touched.',
      permission: 'policy:write',
      staffOnly: true,
      requestsPerMinute: 10,
      params: versionParams,
      body: body({
        stories: z
          .array(body({ name: text(200), text: z.string().min(1).max(longestStory) }))
          .min(1)
          .max(mostStories)
          .nullable()
          .default(null)
          .meta({ description: 'YAML, as docs/guides/scenarios.md has it' }),
      }),
      status: 202,
      answer: 'Under way; ask for it again to see how far it is',
      response: preview,
      refuses: [unknownVersion, noneInForce, previewUnderWay],
      handler: async ({ context, params, body: asked }) => {
        const { versionId } = params;
        const requested = await inTransaction(app.connection.db, async (tx) => {
          const made = await requestPreview(tx, context, { versionId, ...asked });
          const details = { previewId: made.id, stories: asked.stories?.length ?? null };
          await audit(tx, context, { action: 'policy.previewed', subject: String(versionId), details });
          return made;
        });
        app.runPreview(requested.id);
        return requested;
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/policy/versions/:versionId/previews',
      tag: 'Policy',
      operationId: 'listPolicyPreviews',
      summary: 'How a version was tried',
      description: 'Newest first, without results.',
      permission: 'policy:write',
      params: versionParams,
      query: query(pageQuery),
      response: pageOf(preview),
      refuses: [unknownVersion],
      handler: (tx, call) => previewsOf(tx, call.params.versionId, call.query),
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/policy/previews/:previewId',
      tag: 'Policy',
      operationId: 'getPolicyPreview',
      summary: 'One preview with what differs',
      description:
        'How far it is, and, when it has finished, every story with the steps at which the two policies part.',
      permission: 'policy:write',
      params: z.object({ previewId: id }),
      response: withResult,
      refuses: [unknownPreview],
      handler: async (tx, call) => previewOut(await previewById(tx, call.params.previewId)),
    }),
];
