import type { FastifySchemaCompiler } from 'fastify';
import { z } from 'zod';
import type { InEveryLanguage, Language } from '#platform';

/** A part of a request that its schema does not let through. Fastify writes into it which part that is. */
export class InvalidPart extends Error {
  readonly issues: readonly z.core.$ZodIssue[];
  validationContext: string | undefined;

  constructor(issues: readonly z.core.$ZodIssue[]) {
    super('the request is not valid');
    this.name = 'InvalidPart';
    this.issues = issues;
  }
}

/** Checks and decodes the parts of a request by their zod schemas. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (data: unknown) => {
    const { success, data: value, error } = schema.safeParse(data, { reportInput: true });
    return success ? { value } : { error: new InvalidPart(error.issues) };
  };

/** One field that is not valid, in words. */
export interface FieldFault {
  readonly in: 'body' | 'query' | 'path' | 'headers';
  readonly field: string;
  readonly detail: string;
}

const parts: Readonly<Record<string, FieldFault['in']>> = {
  body: 'body',
  querystring: 'query',
  params: 'path',
  headers: 'headers',
};

const writers: InEveryLanguage<z.core.$ZodErrorMap> = {
  en: z.locales.en().localeError,
  es: z.locales.es().localeError,
  it: z.locales.it().localeError,
};

/** What is wrong with a part of a request, field by field. */
export const faultsOf = (
  { issues, validationContext }: InvalidPart,
  language: Language,
): readonly FieldFault[] => {
  const part = parts[validationContext ?? 'body'] ?? 'body';
  return issues.flatMap((issue) =>
    fieldsOf(issue).map((field) => ({
      in: part,
      field: field === '' ? part : field,
      detail: wordsOf(issue, language),
    })),
  );
};

const fieldsOf = (issue: z.core.$ZodIssue): readonly string[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => [...issue.path, key].join('.'))
    : [issue.path.join('.')];

const wordsOf = (issue: z.core.$ZodIssue, language: Language): string => {
  // What a schema of ours says in its own words is not in the catalogue of zod.
  const written = issue.code === 'custom' ? undefined : writers[language](issue as z.core.$ZodRawIssue);
  return (typeof written === 'string' ? written : written?.message) ?? issue.message;
};
