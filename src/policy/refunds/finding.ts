import type { Clause } from '../clauses/clause.ts';
import type { DecisionLine } from './decision.ts';

/** What the texts of a finding are written from; nothing when they take no data. */
type Data<C extends Clause, F extends keyof C['findings']> =
  Parameters<C['findings'][F]['en']> extends []
    ? Record<string, never>
    : Parameters<C['findings'][F]['en']>[0];

/**
 * A line in which a clause granted, reduced or refused something. The finding and its data are those of the
 * clause.
 */
export const decided = <C extends Clause, F extends keyof C['findings'] & string>(
  clause: C,
  finding: F,
  data: Data<C, F>,
  effectMicros: bigint,
): DecisionLine => ({ clause: clause.id, finding, data, effectMicros, decided: true });

/** A line in which a clause found something and changed nothing by itself. */
export const noted = <C extends Clause, F extends keyof C['findings'] & string>(
  clause: C,
  finding: F,
  data: Data<C, F>,
  effectMicros = 0n,
): DecisionLine => ({ clause: clause.id, finding, data, effectMicros, decided: false });
