/** What is said of services on other pages: of what they belong to, of the catalog, of search, and at home. */
export const elsewhere = {
  services: {
    title: 'Services',
    loading: 'Loading the services',
    more_one: 'one more is not as it should be',
    more_other: '{{count, number}} more are not as they should be',
    fleet: 'Open the fleet page',
    mine: {
      title: 'My services',
      loading: 'Loading your services',
      none: 'None of your services runs anywhere yet',
      remedy:
        'A service is yours when the owner in its catalog-info.yaml is you or one of your groups.',
    },
  },
  catalog: {
    health: 'Health',
    version: 'Version',
    loading: 'Loading',
    nothing: 'Nothing is known of it that you may see',
    filter: 'Health',
    option: '{{state}} ({{number, number}})',
    any: 'any',
    tooMany:
      'Of more than {{most, number}} services the fleet page tells: the catalog takes them by name.',
    failed: 'The portal does not answer just now, so nothing is left out',
  },
  search: { runs: 'Where it runs' },
} as const;
