import { z } from 'zod';

export type Json = { [key: string]: unknown };

/** Writes schemas as JSON schema, and gathers those that have a name. */
export interface SchemaWriter {
  /** The schema of what goes over the wire, with references to those that have a name. */
  write(schema: z.ZodType): Json;
  /** Every schema with a name that was met, by name. */
  readonly named: Json;
}

const largest = Number.MAX_SAFE_INTEGER;

/** @source JSON Schema 2020-12, the dialect of OpenAPI 3.1 */
export const schemaWriter = (): SchemaWriter => {
  const named: Json = {};
  return {
    named,
    write: (schema) => {
      // Both ways the wire side of a codec is its input. A wrapper, because a name on the outside would be no reference.
      const { properties, $defs } = z.toJSONSchema(z.object({ it: schema }), {
        io: 'input',
        target: 'draft-2020-12',
        reused: 'inline',
        override: ({ zodSchema, jsonSchema }) => {
          tidy(jsonSchema);
          // zod leaves them out where the two sides of a codec differ; ours are always of the wire side.
          const examples = z.globalRegistry.get(zodSchema)?.examples;
          if (Array.isArray(examples)) jsonSchema.examples = examples;
        },
      });
      for (const [name, definition] of Object.entries($defs ?? {})) {
        const { id: _, ...rest } = definition as Json;
        named[name] = referring(rest);
      }
      return referring((properties as Json)['it'] as Json);
    },
  };
};

/** Limits that every number of JavaScript has say nothing about this one. */
const tidy = (schema: z.core.JSONSchema.BaseSchema): void => {
  if (schema.maximum === largest) delete schema.maximum;
  if (schema.minimum === -largest) delete schema.minimum;
};

const referring = (schema: Json): Json =>
  JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', '#/components/schemas/') : value,
  ) as Json;
