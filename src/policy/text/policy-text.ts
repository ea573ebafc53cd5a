import { languages, type InEveryLanguage, type Language } from '#platform';
import type { ClauseId, Paragraphs } from '../clauses/clause.ts';
import type { Operator } from '../operator.ts';
import type { PolicyParameters } from '../parameters.ts';
import { preamble, sections } from './sections.ts';

/** One rule as the customer reads it. */
export interface ClauseText {
  readonly id: ClauseId;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

export interface PolicySection {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly clauses: readonly ClauseText[];
}

/** The whole policy in one language, as it is published. */
export interface PolicyText {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly sections: readonly PolicySection[];
}

/**
 * Writes the policy from its parameters, in one language.
 * @source POLICY.md, all of it
 */
export const policyText = (
  parameters: PolicyParameters,
  operator: Operator,
  language: Language,
): PolicyText => {
  const write = (text: InEveryLanguage<Paragraphs>): readonly string[] =>
    text[language](parameters, operator).filter((paragraph) => paragraph !== '');
  return {
    title: preamble.title[language],
    paragraphs: write(preamble.text),
    sections: sections.map((section) => ({
      title: section.title[language],
      paragraphs: write(section.text),
      clauses: section.clauses.map(({ id, title, text }) => ({
        id,
        title: title[language],
        paragraphs: write(text),
      })),
    })),
  };
};

/**
 * Writes the policy in every language.
 * @source POLICY.md, all of it
 */
export const policyTexts = (
  parameters: PolicyParameters,
  operator: Operator,
): InEveryLanguage<PolicyText> => {
  const [en, es, it] = languages.map((language) => policyText(parameters, operator, language));
  return { en: en!, es: es!, it: it! };
};
