import { refusalKind } from './refusal.ts';

/** One page of a list: at most `limit` items after the cursor. */
export interface PageRequest {
  readonly limit: number;
  /** The nextCursor of the page before; undefined for the first page. */
  readonly cursor?: string | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** null on the last page. */
  readonly nextCursor: string | null;
}

export const invalidCursor = refusalKind<{ readonly cursor: string }>('pages.invalid_cursor', {
  status: 422,
  field: 'cursor',
  example: { cursor: 'page-2' },
  texts: {
    en: ({ cursor }) => ({
      detail: `"${cursor}" is not the cursor of a page.`,
      remedy: 'Send the nextCursor of the page before, unchanged, or none for the first page.',
    }),
    es: ({ cursor }) => ({
      detail: `«${cursor}» no es el cursor de una página.`,
      remedy: 'Envíe el nextCursor de la página anterior sin cambiarlo, o ninguno para la primera página.',
    }),
    it: ({ cursor }) => ({
      detail: `«${cursor}» non è il cursore di una pagina.`,
      remedy:
        'Invia il nextCursor della pagina precedente senza modificarlo, oppure nessuno per la prima pagina.',
    }),
  },
});

/** Makes a page of rows that were read with a limit of one more than asked for: the surplus row says that there is another page. */
export const pageFrom = <T>(rows: readonly T[], limit: number, cursorOf: (row: T) => string): Page<T> => {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
};

/** Reads a cursor that is a number of ours. @refuses pages.invalid_cursor */
export const numberCursor = (cursor: string | undefined): bigint | null => {
  if (cursor === undefined) return null;
  if (!/^\d{1,18}$/.test(cursor)) throw invalidCursor({ cursor });
  return BigInt(cursor);
};

/** Reads a cursor that is an id of ours. @refuses pages.invalid_cursor */
export const idCursor = (cursor: string | undefined): string | null => {
  if (cursor === undefined) return null;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor)) throw invalidCursor({ cursor });
  return cursor;
};
