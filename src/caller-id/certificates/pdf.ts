import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Certificate } from './certificate.ts';
import { writeCode } from './code.ts';
import { certificateWords } from './words.ts';

// The data come in as JSON, so that a name is text whatever is in it. The fonts are those that the compiler brings along.
const template = `
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, author: data.operator, date: datetime(year: data.year, month: data.month, day: data.day))
#set page(paper: "a4", margin: (x: 28mm, y: 32mm))
#set text(lang: data.language, font: "Libertinus Serif", size: 11.5pt)
#set par(leading: 0.75em, spacing: 1.3em)
#text(size: 11pt, fill: luma(90), data.operator)
#v(10mm)
#heading(level: 1, text(size: 21pt, data.title))
#v(6mm)
#data.statement
#v(4mm)
#table(
  columns: (auto, 1fr),
  stroke: (x: none, y: 0.4pt + luma(180)),
  inset: (x: 0mm, y: 3mm),
  ..data.rows.map(row => (box(inset: (right: 8mm), text(fill: luma(90), row.at(0))), text(weight: "semibold", row.at(1)))).flatten()
)
#v(6mm)
#data.howToCheck
#block(text(size: 10pt, link(data.url, data.url)))
#v(4mm)
#text(size: 10pt, fill: luma(70), data.callerId)
#v(-2mm)
#text(size: 10pt, fill: luma(70), data.until)
`;

/** What of a certificate is printed. */
type Printed = Pick<
  Certificate,
  'code' | 'e164' | 'holder' | 'heldSince' | 'issuedOn' | 'operator' | 'language'
>;

const archivable = 'a-2b';

/**
 * The certificate as a PDF, in its language: the same certificate and address give the same bytes. PDF/A, unless the holder's name has
 * characters for which there is no font here. `url`: where anyone can check it.
 */
export const certificatePdf = (certificate: Printed, url: string): Uint8Array => {
  const compiler = NodeCompiler.create();
  const document = { mainFileContent: template, inputs: { data: JSON.stringify(dataOf(certificate, url)) } };
  try {
    return compiler.pdf(document, { pdfStandard: archivable });
  } catch {
    return compiler.pdf(document);
  }
};

const locales = { en: 'en-GB', es: 'es', it: 'it' } as const;

const dataOf = (certificate: Printed, url: string) => {
  const { language, issuedOn, heldSince, holder, operator, e164, code } = certificate;
  const words = certificateWords[language];
  const date = (day: Temporal.PlainDate): string =>
    day.toLocaleString(locales[language], { day: 'numeric', month: 'long', year: 'numeric' });
  return {
    ...words,
    statement: words.statement(operator),
    operator,
    language,
    url,
    year: issuedOn.year,
    month: issuedOn.month,
    day: issuedOn.day,
    rows: [
      [words.holder, holder],
      [words.number, parsePhoneNumberFromString(e164)?.formatInternational() ?? e164],
      [words.heldSince, date(heldSince)],
      [words.issuedOn, date(issuedOn)],
      [words.code, writeCode(code)],
    ],
  };
};
