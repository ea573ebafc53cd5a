import type { Endpoint } from '../endpoint.ts';
import { problem } from '../schemas.ts';
import { frameOf, securitySchemes } from './frame.ts';
import { schemaWriter, type Json } from './json-schema.ts';
import { operationOf } from './operation.ts';
import { refusalExamples } from './refusals.ts';

/**
 * The OpenAPI document of endpoints, written from the schemas by which they validate.
 * @source OpenAPI 3.1
 */
export const documentOf = (endpoints: readonly Endpoint[], baseUrl: string): Json => {
  const writer = schemaWriter();
  writer.write(problem);
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const path = (paths[endpoint.url.replaceAll(/:(\w+)/g, '{$1}')] ??= {});
    path[endpoint.method.toLowerCase()] = operationOf(endpoint, writer);
  }
  return {
    ...frameOf(baseUrl),
    paths,
    components: {
      securitySchemes,
      schemas: sorted(writer.named),
      examples: refusalExamples(endpoints),
    },
  };
};

const sorted = (named: Json): Json =>
  Object.fromEntries(Object.entries(named).toSorted(([a], [b]) => a.localeCompare(b)));
