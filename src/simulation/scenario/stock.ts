import { fromDecimal } from '#money';
import { addNumbers, addPlaces } from '#numbers';
import type { Tx } from '#platform';
import { today, type Context } from '#policy';
import { setRates } from '#voice';
import type { Story } from './story.ts';

/** Puts a story's numbers up for sale as they are: they need not be numbers of a real plan. */
export const addStock = async (tx: Tx, context: Context, numbers: Story['numbers']): Promise<void> => {
  const places = placesOf(numbers);
  await addPlaces(tx, { regions: places, cities: places });
  const offered = numbers.map(({ number, country, city, monthly, setup, registration }) => ({
    e164: number,
    country,
    city: slugOf(city),
    kind: 'local' as const,
    features: ['voice' as const, 'sms' as const],
    setupMicros: fromDecimal(setup),
    monthlyMicros: fromDecimal(monthly),
    registration,
    supplier: 'story',
  }));
  await addNumbers(tx, context, offered);
};

/** What calls cost: from the first day on, or from the date that a rate names. */
export const addRates = (tx: Tx, context: Context, rates: Story['rates']): Promise<void> =>
  setRates(
    tx,
    context,
    rates.map(({ prefix, perMinute, increment, minimum, connectionFee, from }) => ({
      prefix: prefix.replace('+', ''),
      destination: prefix,
      appliesFrom: from === undefined ? today(context) : Temporal.PlainDate.from(from),
      state: 'open' as const,
      perMinuteMicros: fromDecimal(perMinute),
      connectionFeeMicros: fromDecimal(connectionFee),
      incrementSeconds: increment,
      minimumSeconds: minimum,
    })),
  );

/** Each city once, in a region of its own. */
const placesOf = (numbers: Story['numbers']) =>
  Map.groupBy(numbers, ({ country, city }) => `${country} ${slugOf(city)}`)
    .values()
    .map(([first]) => {
      const { country, city } = first!;
      const slug = slugOf(city);
      return { country, slug, region: slug, names: { en: city, es: city, it: city } };
    })
    .toArray();

const slugOf = (city: string): string =>
  city
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
