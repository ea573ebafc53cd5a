import type { SeededRandom } from './seeded-random.ts';
import type { PlantedCustomer } from './town.ts';

export const euro = 1_000_000n;

/**
 * At least `numbers` numbers, all with a month paid from 8, 9 or 10 March 2022, in wallets of one to ten. There is credit for `months` more, but
 * every `poorEach`th customer runs dry on the way; every twentieth number is not to be renewed.
 */
export const crowd = (
  { below }: SeededRandom,
  {
    numbers,
    months,
    poorEach,
  }: { readonly numbers: number; readonly months: number; readonly poorEach: number },
): readonly PlantedCustomer[] => {
  const customers: PlantedCustomer[] = [];
  for (let planted = 0; planted < numbers;) {
    const count = 1 + below(10);
    const mine = Array.from({ length: count }, () => ({
      anchor: `2022-03-${['08', '09', '10', '10', '10'][below(5)]}`,
      months: 1 as const,
      monthsPaid: 1,
      monthlyMicros: BigInt(1 + below(5)) * euro,
      renewal: below(20) > 0,
      priority: below(4) === 0 ? 1 + below(3) : null,
    }));
    const month = mine.reduce((sum, { monthlyMicros }) => sum + monthlyMicros, 0n);
    const credit = month * BigInt(months);
    customers.push({
      creditMicros: below(poorEach) === 0 ? (credit * BigInt(below(20))) / 20n : credit,
      numbers: mine,
    });
    planted += count;
  }
  return customers;
};
