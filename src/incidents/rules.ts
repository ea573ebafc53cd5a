import { languages, type InEveryLanguage } from '#platform';
import { endsTooEarly, titleMissing } from './errors.ts';
import type { IncidentKnowledge } from './incident.ts';

// Pure: what may be known of an incident.

export const noText: InEveryLanguage<string> = { en: '', es: '', it: '' };

/** @refuses incidents.ends_too_early, incidents.title_missing */
export const refuseImpossible = ({ from, until, isPublished, title }: IncidentKnowledge): void => {
  if (until !== null && Temporal.Instant.compare(until, from) <= 0)
    throw endsTooEarly({ from: from.toString(), until: until.toString() });
  const untitled = languages.find((language) => title[language].trim() === '');
  if (isPublished && untitled !== undefined) throw titleMissing({ language: untitled });
};
