import type { RateFault } from './rate-fault.ts';

/** One import of a file of rates, as it ended. refused: the file has errors, nothing was changed. */
export interface RateImport {
  readonly id: string;
  readonly startedAt: Temporal.Instant;
  readonly finishedAt: Temporal.Instant;
  readonly startedBy: string;
  /** Reads and compares, and changes nothing. */
  readonly isDryRun: boolean;
  /** Prefixes that the file does not name end on this date; null: they stay. */
  readonly replacesFrom: Temporal.PlainDate | null;
  readonly state: 'finished' | 'refused';
  readonly linesRead: bigint;
  readonly added: bigint;
  readonly changed: bigint;
  readonly unchanged: bigint;
  readonly ended: bigint;
  readonly errorCount: bigint;
  /** The first hundred. */
  readonly errors: readonly RateFault[];
}
