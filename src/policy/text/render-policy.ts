import type { Language } from '#platform';
import type { PolicyVersion } from '../versions.ts';
import type { PolicyText } from './policy-text.ts';
import { longDate, withArticle } from './words.ts';

/**
 * A version's text as Markdown: for `ringfence policy show`, and readable as it is.
 * @source POLICY.md §4
 */
export const renderPolicy = (version: PolicyVersion, text: PolicyText, language: Language): string => {
  const blocks = [
    `# ${text.title}`,
    standing[language](version.id, longDate(version.inForceFrom, language), version.publishedAt !== null),
    ...text.paragraphs,
    ...text.sections.flatMap((section) => [
      `## ${section.title}`,
      ...section.paragraphs,
      ...section.clauses.flatMap((clause) => [`### ${clause.id} ${clause.title}`, ...clause.paragraphs]),
    ]),
  ];
  return `${blocks.join('\n\n')}\n`;
};

const standing = {
  en: (id: number, date: string, published: boolean) =>
    published ? `Version ${id}, in force from ${date}.` : `Draft ${id}, not published, meant for ${date}.`,
  es: (id: number, date: string, published: boolean) =>
    published
      ? `Versión ${id}, en vigor desde el ${date}.`
      : `Borrador ${id}, sin publicar, previsto para el ${date}.`,
  it: (id: number, date: string, published: boolean) =>
    published
      ? `Versione ${id}, in vigore ${withArticle('dal', date)}.`
      : `Bozza ${id}, non pubblicata, prevista per ${withArticle('il', date)}.`,
} as const;
