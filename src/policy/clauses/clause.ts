import type { InEveryLanguage } from '#platform';
import type { Operator } from '../operator.ts';
import type { PolicyParameters } from '../parameters.ts';

/** Every rule of the policy that has a name, in the order of the policy. */
export const clauseIds = [
  ...(['C1', 'C2', 'C3', 'C4', 'C5'] as const),
  ...(['R1', 'R2', 'R3', 'R4'] as const),
  ...(['N1', 'N2', 'N3', 'N4', 'N5', 'F1'] as const),
  ...(['S1', 'S2', 'S3', 'S4', 'S5'] as const),
] as const;
export type ClauseId = (typeof clauseIds)[number];

/** Writes the paragraphs of a text from the values that it promises. */
export type Paragraphs = (parameters: PolicyParameters, operator: Operator) => readonly string[];

/**
 * How one finding of a clause is told, in every language. Data are decimals, ISO dates, names and ids.
 * (Methods, so that clauses with different data fit into one list.)
 */
export interface Explanation<Key extends string> {
  en(data: Readonly<Record<Key, string>>, currency: string): string;
  es(data: Readonly<Record<Key, string>>, currency: string): string;
  it(data: Readonly<Record<Key, string>>, currency: string): string;
}

/**
 * One rule, one file: its name, what the customer reads in the policy, and what the customer reads in a
 * decision. A clause that decides about refunds has its pure step beside it. Findings are kept for ever: old
 * decisions are told with them.
 */
export interface Clause {
  readonly id: ClauseId;
  readonly title: InEveryLanguage<string>;
  readonly text: InEveryLanguage<Paragraphs>;
  readonly findings: Readonly<Record<string, Explanation<string>>>;
}
