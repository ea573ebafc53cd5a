import { idCursor, pageFrom, type DueTask, type Page, type PageRequest, type Tx } from '#platform';
import type { Context } from '#policy';
import { unknownImport } from '../errors.ts';
import { deadImportDue, failDeadImports, selectImport, selectImports } from '../store/imports.ts';
import type { Fault } from './faults.ts';

/** Why numbers of a file were left as they are, and how many. */
export type HeldBecause = Readonly<
  Partial<Record<'rented' | 'reserved' | 'withdrawn' | 'dismissed', number>>
>;

/**
 * One import of a stock file.
 *
 *   running ── no errors ──▶ finished: the stock is as the file says
 *   running ── errors ──▶ refused: nothing was changed
 *   running ── file or process ended early ──▶ failed: nothing was changed
 */
export interface StockImport {
  readonly id: string;
  readonly startedAt: Temporal.Instant;
  readonly finishedAt: Temporal.Instant | null;
  /** The actor who started it. */
  readonly startedBy: string;
  readonly isDryRun: boolean;
  readonly state: 'running' | 'finished' | 'refused' | 'failed';
  /** Without the header. Grows while it runs. */
  readonly linesRead: bigint;
  readonly added: bigint;
  readonly changed: bigint;
  readonly unchanged: bigint;
  readonly held: bigint;
  readonly heldBecause: HeldBecause;
  readonly errorCount: bigint;
  /** The first hundred errors, in the order of the lines. */
  readonly errors: readonly Fault[];
  /** Why it failed. */
  readonly failure: string | null;
}

/** How an import goes, or went. @refuses numbers.unknown_import */
export const stockImportOf = async (tx: Tx, importId: string): Promise<StockImport> => {
  const found = await selectImport(tx, importId);
  if (!found) throw unknownImport({ importId });
  return found;
};

/** The imports, newest first. @refuses pages.invalid_cursor */
export const listStockImports = async (tx: Tx, page: PageRequest): Promise<Page<StockImport>> => {
  const rows = await selectImports(tx, { before: idCursor(page.cursor), limit: page.limit + 1 });
  return pageFrom(rows, page.limit, ({ id }) => id);
};

/** An import whose process died says so afterwards. There is nothing else to clean: what it had read was its connection's own. */
export const deadImports: DueTask<Context> = {
  name: 'numbers.imports',
  nextDue: deadImportDue,
  run: (db, context) => failDeadImports(db, context.clock.now()),
};
