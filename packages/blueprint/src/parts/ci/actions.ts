/** Actions of the generated workflow, pinned by commit. The release is the one that the commit is. */
export const actions = {
  checkout: {
    uses: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1',
    release: 'v7.0.1',
  },
  setupGo: {
    uses: 'actions/setup-go@b7ad1dad31e06c5925ef5d2fc7ad053ef454303e',
    release: 'v7.0.0',
  },
  setupBuildx: {
    uses: 'docker/setup-buildx-action@37fe631027851001ddb9b187196cc803df7f5f0e',
    release: 'v4.3.0',
  },
  login: {
    uses: 'docker/login-action@4907a6ddec9925e35a0a9e82d7399ccc52663121',
    release: 'v4.1.0',
  },
  buildPush: {
    uses: 'docker/build-push-action@53b7df96c91f9c12dcc8a07bcb9ccacbed38856a',
    release: 'v7.3.0',
  },
} as const;
