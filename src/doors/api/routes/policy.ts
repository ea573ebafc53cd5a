import { z } from 'zod';
import { allow, type Principal } from '#customers';
import type { Language, Tx } from '#platform';
import {
  announcedTooLate,
  changesOfVersion,
  clauseIds,
  dateTaken,
  discardVersion,
  draftVersion,
  listVersions,
  noneInForce,
  parametersSchema,
  publishVersion,
  redraftVersion,
  renderPolicy,
  today,
  unknownVersion,
  versionById,
  versionInForce,
  versionPublished,
  versionTexts,
  type PolicyText,
  type PolicyVersion,
} from '#policy';
import type { OtherForm } from '../endpoint.ts';
import { readRoute, writeRoute, type Register } from '../route.ts';
import { body, calendarDate, instant, language, query, smallIntInPath } from '../schemas.ts';

const parameters = parametersSchema.meta({
  id: 'PolicyParameters',
  description: 'The values that an operator may choose; one that is left out takes its default',
});

const version = z
  .object({
    id: z.int().meta({ examples: [1] }),
    inForceFrom: calendarDate.meta({ description: 'The first date on which it applies' }),
    parameters,
    createdAt: instant,
    publishedAt: instant.nullable().meta({ description: 'null: a draft' }),
    publishedBy: z
      .string()
      .nullable()
      .meta({ examples: ['system'] }),
  })
  .meta({ id: 'PolicyVersion' });

const paragraphs = z.array(z.string());
const policyText = z
  .object({
    version,
    language,
    text: z.object({
      title: z.string(),
      paragraphs,
      sections: z.array(
        z.object({
          title: z.string(),
          paragraphs,
          clauses: z.array(z.object({ id: z.enum(clauseIds), title: z.string(), paragraphs })),
        }),
      ),
    }),
  })
  .meta({ id: 'PolicyText' });

const policyChanges = z
  .object({
    versionId: z.int(),
    sinceVersionId: z.int().nullable().meta({ description: 'null: it is the first' }),
    changes: z.array(
      z.object({
        parameter: z.string().meta({ examples: ['quarantineDays'] }),
        clause: z.enum(clauseIds).nullable(),
        before: z.unknown(),
        after: z.unknown(),
        text: z.string().meta({
          examples: ['A cancelled number can be restored for 20 days instead of 34.'],
        }),
      }),
    ),
  })
  .meta({ id: 'PolicyChanges' });

interface VersionWithText {
  readonly version: PolicyVersion;
  readonly language: Language;
  readonly text: PolicyText;
}

const asMarkdown: OtherForm<VersionWithText> = {
  mediaType: 'text/markdown',
  example: '# Cancellations and refunds\n\nVersion 1, in force from 1 March 2022.\n',
  write: (result) => renderPolicy(result.version, result.text, result.language),
};

const versionParams = z.object({ versionId: smallIntInPath });
const languageQuery = query({
  language: language.optional().meta({ description: 'Left out: that of Accept-Language' }),
});
const versionBody = body({ inForceFrom: calendarDate, parameters: parameters.prefault({}) });

export const policyRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/policy',
      tag: 'Policy',
      operationId: 'getPolicy',
      summary: 'The policy in force',
      description:
        'What is promised about cancellations and refunds, in one language, with its parameters. With `Accept: text/markdown` as a text to read.',
      permission: null,
      query: languageQuery,
      response: policyText,
      otherForm: asMarkdown,
      refuses: [noneInForce],
      handler: async (tx, call) =>
        withText(tx, await versionInForce(tx, today(call.context)), call.query.language ?? call.language),
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/policy/versions',
      tag: 'Policy',
      operationId: 'listPolicyVersions',
      summary: 'All versions',
      description:
        'By the date from which they are in force: past, present and announced. Drafts only for staff who may write them.',
      permission: null,
      response: z.object({ items: z.array(version) }),
      handler: async (tx, { caller }) => ({
        items: (await listVersions(tx)).filter((one) => maySee(caller, one)),
      }),
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/policy/versions/:versionId',
      tag: 'Policy',
      operationId: 'getPolicyVersion',
      summary: 'One version with its text',
      description: 'As it was published. With `Accept: text/markdown` as a text to read.',
      permission: null,
      params: versionParams,
      query: languageQuery,
      response: policyText,
      otherForm: asMarkdown,
      refuses: [unknownVersion],
      handler: async (tx, { params, query: asked, caller, language: preferred }) => {
        const found = await versionById(tx, params.versionId);
        if (!maySee(caller, found)) throw unknownVersion({ version: params.versionId });
        return withText(tx, found, asked.language ?? preferred);
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/policy/versions/:versionId/changes',
      tag: 'Policy',
      operationId: 'getPolicyChanges',
      summary: 'What a version changes, in words',
      description:
        'Parameter by parameter, in one language: since the version that it follows, or since the one that is named.',
      permission: null,
      params: versionParams,
      query: query({
        since: smallIntInPath
          .optional()
          .meta({ description: 'Another version to compare with', examples: [1] }),
        language: language.optional().meta({ description: 'Left out: that of Accept-Language' }),
      }),
      response: policyChanges,
      refuses: [unknownVersion],
      handler: async (tx, { params, query: asked, caller, language: preferred }) => {
        const { version: found, since, changes } = await changesOfVersion(tx, params.versionId, asked.since);
        for (const one of [found, since])
          if (one !== null && !maySee(caller, one)) throw unknownVersion({ version: one.id });
        const wanted = asked.language ?? preferred;
        return {
          versionId: found.id,
          sinceVersionId: since?.id ?? null,
          changes: changes.map(({ texts, ...change }) => ({ ...change, text: texts[wanted] })),
        };
      },
    }),
];

export const policyWritingRoutes: readonly Register[] = [
  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/policy/versions',
      tag: 'Policy',
      operationId: 'draftPolicy',
      summary: 'Draft a version',
      description: 'Nothing applies and nobody is told until it is published.',
      permission: 'policy:write',
      body: versionBody,
      status: 201,
      answer: 'Drafted',
      response: version,
      audit: 'policy.drafted',
      handler: (tx, call) => draftVersion(tx, call.context, call.body),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PUT',
      url: '/v1/policy/versions/:versionId',
      tag: 'Policy',
      operationId: 'redraftPolicy',
      summary: 'Write a draft anew',
      description: 'All of it: a parameter that is left out takes its default again.',
      permission: 'policy:write',
      params: versionParams,
      body: versionBody,
      response: version,
      refuses: [unknownVersion, versionPublished],
      audit: 'policy.redrafted',
      handler: (tx, call) => redraftVersion(tx, call.params.versionId, call.body),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'DELETE',
      url: '/v1/policy/versions/:versionId',
      tag: 'Policy',
      operationId: 'discardPolicy',
      summary: 'Throw a draft away',
      description: 'A published version stays for ever.',
      permission: 'policy:write',
      params: versionParams,
      response: z.object({ discarded: z.literal(true) }),
      refuses: [unknownVersion, versionPublished],
      audit: 'policy.discarded',
      handler: async (tx, call) => {
        await discardVersion(tx, call.params.versionId);
        return { discarded: true } as const;
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/policy/versions/:versionId/publish',
      tag: 'Policy',
      operationId: 'publishPolicy',
      summary: 'Publish a draft',
      description:
        'Announces it to every customer and locks it for ever. It is in force `announcementDays` later at the earliest, and applies to a rental from its next renewal.',
      permission: 'policy:write',
      params: versionParams,
      answer: 'Published',
      response: version,
      refuses: [unknownVersion, versionPublished, dateTaken, announcedTooLate],
      audit: 'policy.published',
      handler: (tx, call) => publishVersion(tx, call.context, call.params.versionId),
    }),
];

const maySee = (caller: Principal | null, { publishedAt }: PolicyVersion): boolean =>
  publishedAt !== null || (caller !== null && allow(caller, 'policy:write'));

const withText = async (tx: Tx, found: PolicyVersion, wanted: Language): Promise<VersionWithText> => ({
  version: found,
  language: wanted,
  text: (await versionTexts(tx, found))[wanted],
});
