import { STATUS_CODES } from 'node:http';
import { unknownCustomer } from '#customers';
import { invalidCursor, type Refusal, type RefusalKind } from '#platform';
import type { z } from 'zod';
import type { Endpoint, Refused } from '../endpoint.ts';
import {
  customerRequired,
  forbidden,
  notFound,
  rateLimited,
  unauthenticated,
  unavailable,
  unexpected,
} from '../errors.ts';
import { problemOf } from '../problems.ts';
import { refusalKinds } from '../refusal-kinds.ts';
import {
  bodyTooLarge,
  invalidBody,
  invalidRequest,
  keyMissing,
  keyReused,
  unsupportedMediaType,
} from '../request-errors.ts';
import type { Json } from './json-schema.ts';

/** Every refusal that an endpoint can answer with: its own, and those of requests of its sort. */
export const refusalsOf = (endpoint: Endpoint): readonly Refused[] => {
  const { permission, body, upload, keyed, query, refuses } = endpoint;
  const asks = (name: string): boolean =>
    query !== undefined && name in ((query as z.ZodObject).shape as object);
  const all: Refused[] = [
    ...refuses,
    ...(permission === null ? [] : [unauthenticated, forbidden]),
    ...(body === undefined ? [] : [invalidBody, bodyTooLarge, unsupportedMediaType]),
    ...(upload === undefined ? [] : [unsupportedMediaType]),
    ...(keyed ? [keyMissing, keyReused] : []),
    ...(asks('customer') ? [customerRequired, unknownCustomer, notFound] : []),
    ...(asks('cursor') ? [invalidCursor] : []),
    invalidRequest,
    rateLimited,
    unexpected,
    unavailable,
  ];
  return [...new Map(all.map((kind) => [kind.code, kind])).values()];
};

/** The responses of an endpoint that are refusals, by status, each with its codes as examples. */
export const refusalResponses = (endpoint: Endpoint): Json => {
  const byStatus = Map.groupBy(refusalsOf(endpoint), ({ status }) => status);
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([a], [b]) => a - b)
      .map(([status, kinds]) => [
        String(status),
        {
          description: `${STATUS_CODES[status]}: ${kinds.map(({ code }) => `\`${code}\``).join(', ')}`,
          content: {
            'application/problem+json': {
              schema: { $ref: '#/components/schemas/Problem' },
              examples: Object.fromEntries(
                kinds.map(({ code }) => [code, { $ref: `#/components/examples/${code}` }]),
              ),
            },
          },
        },
      ]),
  );
};

/** An example of each refusal that some endpoint answers with. */
export const refusalExamples = (endpoints: readonly Endpoint[]): Json => {
  const met = new Set(endpoints.flatMap(refusalsOf).map(({ code }) => code));
  return Object.fromEntries(
    refusalKinds
      .filter(({ code }) => met.has(code))
      .map((kind) => {
        const refusal = exampleOf(kind as unknown as RefusalKind<object>);
        const value = problemOf(refusal, 'en', '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f');
        return [kind.code, { summary: refusal.texts.en.detail, value }];
      }),
  );
};

const exampleOf = (kind: RefusalKind<object>): Refusal => kind(kind.example);
