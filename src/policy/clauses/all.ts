import { c1 } from './c1-prepaid.ts';
import { c2 } from './c2-cancelling.ts';
import { c3 } from './c3-quarantine.ts';
import { c4 } from './c4-dismissal.ts';
import { c5 } from './c5-restoring.ts';
import type { Clause } from './clause.ts';
import { f1 } from './f1-fraud.ts';
import { n1 } from './n1-calls.ts';
import { n2 } from './n2-paid-periods.ts';
import { n3 } from './n3-not-ours.ts';
import { n4 } from './n4-sms.ts';
import { n5 } from './n5-promotional-credit.ts';
import { r1 } from './r1-leaving.ts';
import { r2 } from './r2-registration.ts';
import { r3 } from './r3-disruption.ts';
import { r4 } from './r4-retained-fees.ts';
import { s1 } from './s1-closed-to-new-use.ts';
import { s2 } from './s2-told-in-time.ts';
import { s3 } from './s3-last-day.ts';
import { s4 } from './s4-outgoing-calls.ts';
import { s5 } from './s5-never-affected.ts';

/** The clauses of each section of the policy, in its order. */
export const clausesBySection = {
  calendar: [c1, c2, c3, c4, c5],
  granted: [r1, r2, r3, r4],
  refused: [n1, n2, n3, n4, n5, f1],
  ending: [s1, s2, s3, s4, s5],
} as const satisfies Readonly<Record<string, readonly Clause[]>>;

/** Every clause, in the order of the policy. */
export const clauses: readonly Clause[] = Object.values(clausesBySection).flat();
