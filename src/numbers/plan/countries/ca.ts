import { type CountryPlan, filled } from '../country-plan.ts';

// The North American plan, as in us.ts. A code covers a province or a large part of it, and newer codes
// overlay the older ones: where a code serves several cities, it stands here with one of them only.
export const canada: CountryPlan = {
  country: 'CA',
  callingCode: '1',
  subscriber: filled('[2-46-9][02-9]', 10),
  regions: [
    ['alberta', 'Alberta'],
    ['british-columbia', 'British Columbia', 'Columbia Británica', 'Columbia Britannica'],
    ['manitoba', 'Manitoba'],
    ['new-brunswick', 'New Brunswick', 'Nuevo Brunswick', 'Nuovo Brunswick'],
    [
      'newfoundland-and-labrador',
      'Newfoundland and Labrador',
      'Terranova y Labrador',
      'Terranova e Labrador',
    ],
    ['nova-scotia', 'Nova Scotia', 'Nueva Escocia', 'Nuova Scozia'],
    ['ontario', 'Ontario'],
    ['quebec', 'Quebec', 'Quebec', 'Québec'],
    ['saskatchewan', 'Saskatchewan'],
  ],
  cities: [
    ['toronto', 'ontario', '416, 647, 437', 30, 'Toronto'],
    ['montreal', 'quebec', '514, 438', 20, 'Montreal', 'Montreal', 'Montréal'],
    ['vancouver', 'british-columbia', '604, 778', 16, 'Vancouver'],
    ['calgary', 'alberta', '403', 9, 'Calgary'],
    ['ottawa', 'ontario', '613, 343', 8, 'Ottawa'],
    ['edmonton', 'alberta', '780', 7, 'Edmonton'],
    ['winnipeg', 'manitoba', '204, 431', 5, 'Winnipeg'],
    ['quebec-city', 'quebec', '418, 581', 5, 'Quebec City', 'Quebec', 'Québec'],
    ['hamilton', 'ontario', '905', 4, 'Hamilton'],
    ['mississauga', 'ontario', '289', 4, 'Mississauga'],
    ['halifax', 'nova-scotia', '902', 3, 'Halifax'],
    ['london', 'ontario', '519', 3, 'London'],
    ['laval', 'quebec', '450', 3, 'Laval'],
    ['victoria', 'british-columbia', '250', 3, 'Victoria'],
    ['saskatoon', 'saskatchewan', '306', 2, 'Saskatoon'],
    ['regina', 'saskatchewan', '639', 2, 'Regina'],
    ['gatineau', 'quebec', '819', 2, 'Gatineau'],
    ['st-johns', 'newfoundland-and-labrador', '709', 2, "St. John's", 'San Juan de Terranova', "St. John's"],
    ['moncton', 'new-brunswick', '506', 2, 'Moncton'],
    ['sudbury', 'ontario', '705', 1, 'Sudbury'],
    ['thunder-bay', 'ontario', '807', 1, 'Thunder Bay'],
  ],
  ranges: {
    'toll-free': ['866[2-46-9][02-9]#####', '877[2-46-9][02-9]#####', '888[2-46-9][02-9]#####'],
  },
};
