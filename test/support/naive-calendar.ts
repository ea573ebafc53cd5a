// The policy's calendar as a clerk would do it, one period at a time, with no code of the product: what abuse is compared with.
import type { PlantedNumber, Settler } from './town.ts';

/** A number as the clerk's book has it. */
interface Entry extends PlantedNumber {
  readonly e164: string;
  readonly place: number;
  state: 'active' | 'quarantined' | 'ended';
  paid: number;
  /** What is paid ends here. Dates are text: so written they compare as dates do, and faster. */
  dueOn: string;
  restorableUntil: string | null;
}

export interface Book {
  creditMicros: bigint;
  readonly customerId: string;
  readonly entries: readonly Entry[];
}

const quarantineDays = 34;

export const openBook = ({ customerId, creditMicros, numbers, e164s }: Settler): Book => ({
  customerId,
  creditMicros,
  entries: numbers.map((number, place) => ({
    ...number,
    place,
    e164: e164s[place]!,
    state: 'active',
    paid: number.monthsPaid,
    dueOn: after(number.anchor, number.monthsPaid),
    restorableUntil: null,
  })),
});

/** Counted from the anchor, whatever came before: Temporal takes the last day of a shorter month. */
const after = (anchor: string, months: number): string =>
  String(Temporal.PlainDate.from(anchor).add({ months }));

/** Those with a priority first, in its order; then those held longest. Two without one differ by NaN, which counts as nothing. */
const inTurn = (a: Entry, b: Entry): number =>
  (a.dueOn < b.dueOn ? -1 : Number(a.dueOn > b.dueOn)) ||
  (a.priority ?? Infinity) - (b.priority ?? Infinity) ||
  a.place - b.place;

/** The job comes by on `today`, however late it is: what is due is paid in the order of the dates, or lost today. */
export const comeBy = (book: Book, date: Temporal.PlainDate): void => {
  const today = String(date);
  const lose = (entry: Entry): void => {
    entry.state = 'quarantined';
    entry.restorableUntil = String(date.add({ days: quarantineDays }));
  };
  const open = book.entries.filter((entry) => entry.state === 'active');
  for (;;) {
    const [entry] = open.filter((one) => one.state === 'active' && one.dueOn <= today).toSorted(inTurn);
    if (entry === undefined) break;
    const price = entry.monthlyMicros * BigInt(entry.months);
    if (entry.renewal === false || price > book.creditMicros) lose(entry);
    else {
      book.creditMicros -= price;
      entry.paid += entry.months;
      entry.dueOn = after(entry.anchor, entry.paid);
    }
  }
  for (const entry of book.entries) {
    if (entry.state === 'quarantined' && entry.restorableUntil! <= today) entry.state = 'ended';
  }
};

/** The book in the words of `standings`. */
export const standingsOf = (books: readonly Book[]): ReadonlyMap<string, string> =>
  new Map(
    books.flatMap(({ entries }) =>
      entries.map(({ e164, state, paid, restorableUntil }) => [
        e164,
        [state, paid, restorableUntil === null ? '' : `until ${restorableUntil}`]
          .filter((word) => word !== '')
          .join(' '),
      ]),
    ),
  );

export const creditsOf = (books: readonly Book[]): ReadonlyMap<string, bigint> =>
  new Map(books.map(({ customerId, creditMicros }) => [customerId, creditMicros]));
