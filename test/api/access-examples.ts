// What is sent in the tests of who may do what.

export const exampleIncident = {
  from: '2022-10-20T10:00:00Z',
  until: '2022-10-20T12:00:00Z',
  services: ['voice'],
  scope: { country: 'IT' },
  fault: 'ours',
  provenBy: 'staff',
  published: true,
  title: { en: 'No calls', es: 'Sin llamadas', it: 'Niente chiamate' },
};

export const inThree = (text: string) => ({ en: text, es: text, it: text });
export const exampleProvider = {
  name: 'Example',
  site: 'https://voip.example',
  sipUriTemplate: 'sip:{user}@sip.example.com',
  free: true,
  recommended: false,
  countries: ['IT'],
  evidence: 'none',
  source: null,
  lastChecked: '2022-10-01',
  notes: inThree('For the tests.'),
};
