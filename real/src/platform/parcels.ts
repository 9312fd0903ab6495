/** What somebody says at the form who wants a service with a database that is backed up. */
export const parcels = {
  name: 'parcels',
  owner: 'group:default/team-web',
  system: 'system:default/shop',
  description: 'Tells where a parcel is',
  runtime: 'go',
  needs: ['postgres'],
  spec: {
    needs: {
      db: {
        provider: 'managed',
        host: 'db.example.org',
        backup: { to: 'archive', objective: '26h', keep: '14d' },
      },
      archive: {
        type: 's3',
        provider: 'managed',
        host: 's3.example.org',
        buckets: ['parcels-archive'],
      },
    },
  },
};
