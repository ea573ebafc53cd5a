import type { RefusalKind } from '#platform';
import { fieldOf } from './problems.ts';
import { refusalKinds } from './refusal-kinds.ts';

/** docs/api/errors.md: every code with its status and texts, written from the definitions themselves. */
export const errorReference = (): string => {
  const rows = refusalKinds.flatMap((kind) => {
    const refusal = (kind as unknown as RefusalKind<object>)(kind.example);
    const field = fieldOf(refusal);
    const { texts } = refusal;
    return [
      `## ${kind.code}`,
      '',
      `HTTP ${kind.status}${field === undefined ? '' : ` · field \`${field}\``}`,
      '',
      `- en: ${texts.en.detail} ${texts.en.remedy}`,
      `- es: ${texts.es.detail} ${texts.es.remedy}`,
      `- it: ${texts.it.detail} ${texts.it.remedy}`,
      '',
    ];
  });
  return [
    '# Errors',
    '',
    'Every refusal is a problem document (RFC 9457) with a stable `code`, the `field` at fault where there is one, and a `remedy`, in the language of `Accept-Language`.',
    'Written by `npm run generate` from the definitions.',
    '',
    ...rows,
  ].join('\n');
};
