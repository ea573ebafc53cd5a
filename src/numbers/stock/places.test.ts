import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inTransaction } from '#platform';
import { freshDatabase } from '../../../test/support/database.ts';
import { addPlaces, addPlannedPlaces, findCities, type Places } from './index.ts';

const helsinki = (italian: string, region = 'uusimaa'): Places => ({
  regions: [
    { country: 'FI', slug: 'uusimaa', names: { en: 'Uusimaa', es: 'Uusimaa', it: 'Uusimaa' } },
    { country: 'FI', slug: 'south', names: { en: 'South', es: 'Sur', it: 'Sud' } },
  ],
  cities: [
    { country: 'FI', region, slug: 'helsinki', names: { en: 'Helsinki', es: 'Helsinki', it: italian } },
  ],
});

describe('places', () => {
  it('are added, and added again with other names', async () => {
    const { db, drop } = await freshDatabase();
    const find = (words: string) => inTransaction(db, (tx) => findCities(tx, words, 'FI'));
    await inTransaction(db, (tx) => addPlaces(tx, helsinki('Elsinki')));
    assert.deepEqual(await find('elsinki'), [{ country: 'FI', slug: 'helsinki' }]);
    await inTransaction(db, (tx) => addPlaces(tx, helsinki('Helsìnki', 'south')));
    await assert.rejects(find('Elsinki'), {
      code: 'numbers.unknown_city',
      data: { city: 'Elsinki', nearest: ['helsinki'] },
    });
    await drop();
  });

  it('of the numbering plans are added once, beside those that an operator has named', async () => {
    const { db, drop } = await freshDatabase();
    await inTransaction(db, (tx) =>
      addPlaces(tx, {
        regions: [{ country: 'IT', slug: 'lazio', names: { en: 'Latium', es: 'Lacio', it: 'Lazio' } }],
        cities: [
          {
            country: 'IT',
            region: 'lazio',
            slug: 'rome',
            names: { en: 'Rome, the capital', es: 'Roma', it: 'Roma' },
          },
        ],
      }),
    );
    await Promise.all([inTransaction(db, addPlannedPlaces), inTransaction(db, addPlannedPlaces)]);
    const find = (words: string) => inTransaction(db, (tx) => findCities(tx, words));
    assert.deepEqual(await find('Rome, the capital'), [{ country: 'IT', slug: 'rome' }]);
    assert.deepEqual(await find('Monaco di Baviera'), [{ country: 'DE', slug: 'munich' }]);
    await drop();
  });
});
