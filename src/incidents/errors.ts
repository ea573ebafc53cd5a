import { refusalKind } from '#platform';

export const unknownIncident = refusalKind<{ readonly incidentId: string }>('incidents.unknown', {
  status: 404,
  example: { incidentId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: ({ incidentId }) => ({
      detail: `There is no incident ${incidentId}.`,
      remedy: 'Look the incident up in the list of incidents.',
    }),
    es: ({ incidentId }) => ({
      detail: `No existe ningún incidente ${incidentId}.`,
      remedy: 'Búsquelo en la lista de incidentes.',
    }),
    it: ({ incidentId }) => ({
      detail: `Il disservizio ${incidentId} non esiste.`,
      remedy: "Cercalo nell'elenco dei disservizi.",
    }),
  },
});

/** Instants in ISO form. */
export const endsTooEarly = refusalKind<{ readonly from: string; readonly until: string }>(
  'incidents.ends_too_early',
  {
    status: 422,
    field: 'until',
    example: { from: '2026-04-12T04:00:00Z', until: '2026-04-12T04:00:00Z' },
    texts: {
      en: ({ from, until }) => ({
        detail: `The incident would end at ${until}, and it began at ${from}.`,
        remedy: 'Give an end after the beginning, or none while it goes on.',
      }),
      es: ({ from, until }) => ({
        detail: `El incidente terminaría el ${until} y empezó el ${from}.`,
        remedy: 'Indique un final posterior al inicio, o ninguno mientras continúe.',
      }),
      it: ({ from, until }) => ({
        detail: `Il disservizio finirebbe il ${until}, ma è iniziato il ${from}.`,
        remedy: "Indica una fine successiva all'inizio, o nessuna finché continua.",
      }),
    },
  },
);

export const titleMissing = refusalKind<{ readonly language: string }>('incidents.title_missing', {
  status: 422,
  field: 'title',
  example: { language: 'it' },
  texts: {
    en: ({ language }) => ({
      detail: `The incident has no title in "${language}", so it cannot be published.`,
      remedy: 'Give its title in every language: en, es and it.',
    }),
    es: ({ language }) => ({
      detail: `El incidente no tiene título en «${language}», así que no se puede publicar.`,
      remedy: 'Indique su título en todos los idiomas: en, es e it.',
    }),
    it: ({ language }) => ({
      detail: `Il disservizio non ha un titolo in «${language}», quindi non si può pubblicare.`,
      remedy: 'Indica il titolo in tutte le lingue: en, es e it.',
    }),
  },
});

export const correctedMeanwhile = refusalKind<{ readonly incidentId: string; readonly version: number }>(
  'incidents.corrected_meanwhile',
  {
    status: 409,
    example: { incidentId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f', version: 3 },
    texts: {
      en: ({ incidentId, version }) => ({
        detail: `Somebody else has corrected the incident ${incidentId}: it is at version ${version} now.`,
        remedy: 'Look at the newest version, then send the correction again.',
      }),
      es: ({ incidentId, version }) => ({
        detail: `Otra persona ha corregido el incidente ${incidentId}: ahora está en la versión ${version}.`,
        remedy: 'Consulte la versión más reciente y vuelva a enviar la corrección.',
      }),
      it: ({ incidentId, version }) => ({
        detail: `Qualcun altro ha corretto il disservizio ${incidentId}: ora è alla versione ${version}.`,
        remedy: 'Guarda la versione più recente, poi invia di nuovo la correzione.',
      }),
    },
  },
);
