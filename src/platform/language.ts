/** The languages in which customers are served. */
export const languages = ['en', 'es', 'it'] as const;

export type Language = (typeof languages)[number];

/** One thing in every language: a missing one does not compile. */
export type InEveryLanguage<T> = Readonly<Record<Language, T>>;

export const isLanguage = (value: string): value is Language =>
  (languages as readonly string[]).includes(value);
