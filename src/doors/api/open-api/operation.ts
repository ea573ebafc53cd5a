import type { z } from 'zod';
import type { Endpoint } from '../endpoint.ts';
import { idempotencyHeaders } from '../schemas.ts';
import type { Json, SchemaWriter } from './json-schema.ts';
import { refusalResponses } from './refusals.ts';

/** An endpoint as an operation of OpenAPI. */
export const operationOf = (endpoint: Endpoint, writer: SchemaWriter): Json => {
  const { tag, operationId, summary, permission, params, query, keyed } = endpoint;
  const parameters = [
    ...parametersOf('path', params, writer),
    ...parametersOf('query', query, writer),
    ...parametersOf('header', keyed ? idempotencyHeaders : undefined, writer),
  ];
  const requestBody = requestBodyOf(endpoint, writer);
  return {
    tags: [tag],
    operationId,
    summary,
    description: descriptionOf(endpoint),
    security: permission === null ? [] : [{ apiKey: [] }, { session: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: {
      [endpoint.status]: successOf(endpoint, writer),
      ...refusalResponses(endpoint),
    },
  };
};

const descriptionOf = ({ description, permission, staffPermission, staffOnly, keyed }: Endpoint): string =>
  [
    description,
    ...(permission === null
      ? []
      : [`Needs the permission \`${permission}\`${staffOnly ? ', as staff' : ''}.`]),
    ...(staffPermission === undefined ? [] : [`Staff need \`${staffPermission}\`.`]),
    ...(keyed ? ['Moves money: it needs an `Idempotency-Key`.'] : []),
  ].join('\n\n');

const parametersOf = (
  place: 'path' | 'query' | 'header',
  schema: z.ZodType | undefined,
  writer: SchemaWriter,
): readonly Json[] => {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = writer.write(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => {
    const { description, examples, ...rest } = property;
    return {
      name: place === 'header' ? headerName(name) : name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description !== undefined && { description }),
      schema: rest,
      ...(Array.isArray(examples) && examples.length > 0 && { example: examples[0] as unknown }),
    };
  });
};

/** idempotency-key → Idempotency-Key */
const headerName = (name: string): string => name.replaceAll(/(?:^|-)\w/g, (letter) => letter.toUpperCase());

const requestBodyOf = ({ body, upload }: Endpoint, writer: SchemaWriter): Json | undefined => {
  if (body !== undefined)
    return { required: true, content: { 'application/json': { schema: writer.write(body) } } };
  if (upload === undefined) return undefined;
  const { mediaType, example, others = [] } = upload;
  const isJson = mediaType === 'application/json';
  return {
    required: true,
    content: {
      [mediaType]: isJson
        ? { schema: { type: 'object' }, example: JSON.parse(example) as unknown }
        : { schema: { type: 'string' }, example },
      ...Object.fromEntries(others.map((other) => [other, { schema: { type: 'string', format: 'binary' } }])),
    },
  };
};

const successOf = (
  { answer, response, otherForm, download, keyed }: Endpoint,
  writer: SchemaWriter,
): Json => ({
  description: answer,
  ...(keyed && {
    headers: {
      'Idempotent-Replayed': {
        description: 'Only on the answer to a repeated request: nothing happened again',
        schema: { type: 'string', enum: ['true'] },
      },
    },
  }),
  content: {
    ...(download === undefined
      ? { 'application/json': { schema: writer.write(response) } }
      : Object.fromEntries(
          download.map((mediaType) => [mediaType, { schema: { type: 'string', format: 'binary' } }]),
        )),
    ...(otherForm && {
      [otherForm.mediaType]: { schema: { type: 'string' }, example: otherForm.example },
    }),
  },
});
