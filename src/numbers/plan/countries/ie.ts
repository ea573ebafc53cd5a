import { type CountryPlan, filled } from '../country-plan.ts';

// Seven to ten digits after the trunk 0: the length depends on the area code, so every row says its own.
// The first two digits of a subscriber number are the town's where one code serves several. National: 818
// (1850, 1890 and 076 were withdrawn on 1 January 2022).
export const ireland: CountryPlan = {
  country: 'IE',
  callingCode: '353',
  subscriber: filled('[2-9]', 9),
  regions: [
    ['connacht', 'Connacht'],
    ['leinster', 'Leinster'],
    ['munster', 'Munster'],
    ['ulster', 'Ulster', 'Úlster', 'Ulster'],
  ],
  cities: [
    ['dublin', 'leinster', '1 [2-8]######', 50, 'Dublin', 'Dublín', 'Dublino'],
    ['cork', 'munster', '21 4[2-69]#####', 14, 'Cork'],
    ['limerick', 'munster', '61 [2-4]#####', 7, 'Limerick'],
    ['galway', 'connacht', '91 [57]#####', 7, 'Galway'],
    ['waterford', 'munster', '51 [38]#####', 5, 'Waterford'],
    ['drogheda', 'leinster', '41 98#####', 3, 'Drogheda'],
    ['dundalk', 'leinster', '42 93#####', 3, 'Dundalk'],
    ['kilkenny', 'leinster', '56 77#####', 2, 'Kilkenny'],
    ['wexford', 'leinster', '53 91#####', 2, 'Wexford'],
    ['sligo', 'connacht', '71 91#####', 2, 'Sligo'],
    ['athlone', 'leinster', '90 64#####', 2, 'Athlone'],
    ['letterkenny', 'ulster', '74 91#####', 2, 'Letterkenny'],
    ['cavan', 'ulster', '49 43#####', 1, 'Cavan'],
    ['castlebar', 'connacht', '94 90#####', 1, 'Castlebar'],
    ['tralee', 'munster', '66 71#####', 2, 'Tralee'],
    ['killarney', 'munster', '64 66#####', 1, 'Killarney'],
    ['ennis', 'munster', '65 68#####', 2, 'Ennis'],
    ['clonmel', 'munster', '52 61#####', 1, 'Clonmel'],
    ['naas', 'leinster', '45 8#####', 2, 'Naas'],
    ['navan', 'leinster', '46 90#####', 2, 'Navan'],
    ['mullingar', 'leinster', '44 93#####', 1, 'Mullingar'],
    ['carlow', 'leinster', '59 91#####', 1, 'Carlow'],
    ['tullamore', 'leinster', '57 93#####', 1, 'Tullamore'],
  ],
  ranges: {
    national: ['818######'],
    mobile: ['8[35679]#######'],
    'toll-free': ['1800######'],
  },
};
