import type { Language, RefusalKind } from '#platform';
import { fieldOf } from './problems.ts';
import { refusalKinds } from './refusal-kinds.ts';

const titles: Readonly<Record<Language, { readonly title: string; readonly intro: string }>> = {
  en: {
    title: 'Errors',
    intro: 'Every refusal has a stable code. What it says is here with an example of its data.',
  },
  es: {
    title: 'Errores',
    intro: 'Cada rechazo tiene un código estable. Aquí figura lo que dice, con datos de ejemplo.',
  },
  it: {
    title: 'Errori',
    intro: 'Ogni rifiuto ha un codice stabile. Qui c’è quello che dice, con dati di esempio.',
  },
};

const style = `
  :root { color-scheme: light dark; }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
  h1 { margin-bottom: 0.25rem; }
  section { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 0.75rem 0; scroll-margin-top: 1rem; }
  section:target { background: color-mix(in srgb, currentColor 8%, transparent); padding-inline: 0.75rem; margin-inline: -0.75rem; }
  h2 { font: 600 1rem/1.5 ui-monospace, monospace; margin: 0; overflow-wrap: anywhere; }
  h2 a { color: inherit; text-decoration: none; }
  p { margin: 0.25rem 0 0; overflow-wrap: anywhere; }
  small { opacity: 0.75; }
`;

/** The page that every problem's type points to: all codes, with what they say. Plain HTML, readable without script. */
export const errorPage = (language: Language): string => {
  const { title, intro } = titles[language];
  const sections = refusalKinds.map((kind) => sectionOf(kind as unknown as RefusalKind<object>, language));
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ringfence API: ${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${intro} <a href="/docs/">API</a></p>
${sections.join('\n')}
</main>
</body>
</html>
`;
};

const sectionOf = (kind: RefusalKind<object>, language: Language): string => {
  const refusal = kind(kind.example);
  const { code, status, texts } = refusal;
  const field = fieldOf(refusal);
  const { detail, remedy } = texts[language];
  const about = [`HTTP ${status}`, ...(field === undefined ? [] : [field])].join(' · ');
  return `<section id="${escaped(code)}">
<h2><a href="#${escaped(code)}">${escaped(code)}</a></h2>
<small>${escaped(about)}</small>
<p>${escaped(detail)}</p>
<p>${escaped(remedy)}</p>
</section>`;
};

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => entities[character]!);
