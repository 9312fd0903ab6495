/** What is said of services on other pages, in German. */
export const elsewhere = {
  services: {
    title: 'Services',
    loading: 'Services werden geladen',
    more_one: 'ein weiterer ist nicht in Ordnung',
    more_other: '{{count, number}} weitere sind nicht in Ordnung',
    fleet: 'Zur Flotte',
    mine: {
      title: 'Meine Services',
      loading: 'Eigene Services werden geladen',
      none: 'Noch läuft keiner der eigenen Services',
      remedy:
        'Ein Service zählt dazu, wenn der Owner in seiner catalog-info.yaml man selbst oder eine der eigenen Gruppen ist.',
    },
  },
  catalog: {
    health: 'Zustand',
    version: 'Version',
    loading: 'Wird geladen',
    nothing: 'Nichts bekannt, was hier sichtbar sein darf',
    filter: 'Zustand',
    option: '{{state}} ({{number, number}})',
    any: 'beliebig',
    tooMany:
      'Ab {{most, number}} Services gibt die Flotte Auskunft: der Katalog wählt sie nach Namen.',
    failed: 'Das Portal antwortet derzeit nicht, daher fehlt hier nichts',
  },
  search: { runs: 'Wo es läuft' },
};
