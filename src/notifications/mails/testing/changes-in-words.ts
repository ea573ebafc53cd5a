import type { Language } from '#platform';
import { changesBetween, defaultParameters, readParameters, type PolicyParametersInput } from '#policy';

/** What these parameters change, as the mail that announces them says it. */
export const changesInWords = (after: PolicyParametersInput) => {
  const changes = changesBetween(defaultParameters, readParameters(after));
  const inWords = (language: Language) => changes.map(({ texts }) => texts[language]);
  return { en: inWords('en'), es: inWords('es'), it: inWords('it') };
};
