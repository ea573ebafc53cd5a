import type { FastifySchemaCompiler } from 'fastify';
import { z } from 'zod';
import type { InEveryLanguage, Language } from '#platform';
import { wordsOfShape } from './shapes.ts';

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
  return issues.flatMap(nearest).flatMap((issue) =>
    fieldsOf(issue).map((field) => ({
      in: part,
      field: field === '' ? part : field,
      detail: wordsOf(issue, language),
    })),
  );
};

/** Of several forms that something may have, what is wrong with the one that was meant: the one with the fewest faults, where there is one. */
const nearest = (issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] => {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const ofThatType = issue.errors.filter((form) => !form.some(isOfAnotherType));
  const forms = ofThatType.length > 0 ? ofThatType : issue.errors.slice(0, 1);
  const weights = forms.map((form) => form.reduce((sum, one) => sum + weightOf(one), 0));
  const least = Math.min(...weights);
  if (weights.filter((weight) => weight === least).length > 1) return [issue];
  return forms[weights.indexOf(least)]!.flatMap((one) =>
    nearest({ ...one, path: [...issue.path, ...one.path] }),
  );
};

/** A field that a form does not know says more against it than one that is missing or wrong. */
const weightOf = (issue: z.core.$ZodIssue): number =>
  issue.code === 'unrecognized_keys' ? 2 * issue.keys.length : 1;

const isOfAnotherType = (issue: z.core.$ZodIssue): boolean =>
  issue.code === 'invalid_type' && issue.path.length === 0;

const fieldsOf = (issue: z.core.$ZodIssue): readonly string[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => [...issue.path, key].join('.'))
    : [issue.path.join('.')];

/** The fields that each of several forms lacks: what one can choose from. */
const choices: InEveryLanguage<(forms: readonly (readonly string[])[]) => string> = {
  en: (forms) => `One of these is needed: ${forms.map((fields) => fields.join(' and ')).join('; ')}`,
  es: (forms) => `Se necesita una de estas opciones: ${forms.map((fields) => fields.join(' y ')).join('; ')}`,
  it: (forms) => `Serve una di queste opzioni: ${forms.map((fields) => fields.join(' e ')).join('; ')}`,
};

const lacking = (form: readonly z.core.$ZodIssue[]): readonly string[] =>
  form.flatMap((one) => (one.code === 'invalid_type' && one.input === undefined ? fieldsOf(one) : []));

const wordsOf = (issue: z.core.$ZodIssue, language: Language): string => {
  if (issue.code === 'invalid_union') {
    const forms = issue.errors.map(lacking).filter((fields) => fields.length > 0);
    if (forms.length > 1) return choices[language](forms);
  }
  if (issue.code === 'invalid_format' && issue.pattern !== undefined) {
    const shape = wordsOfShape.get(issue.pattern);
    if (shape !== undefined) return shape[language];
  }
  // What a schema of ours says in its own words is not in the catalogue of zod.
  const written = issue.code === 'custom' ? undefined : writers[language](issue as z.core.$ZodRawIssue);
  return (typeof written === 'string' ? written : written?.message) ?? issue.message;
};
