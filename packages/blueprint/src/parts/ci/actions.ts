/** Actions of generated workflows, pinned by commit, and the release that each commit is. */
const pinned = {
  checkout: [
    'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1',
    'v7.0.1',
  ],
  setupBuildx: [
    'docker/setup-buildx-action@37fe631027851001ddb9b187196cc803df7f5f0e',
    'v4.3.0',
  ],
  login: [
    'docker/login-action@4907a6ddec9925e35a0a9e82d7399ccc52663121',
    'v4.1.0',
  ],
  buildPush: [
    'docker/build-push-action@53b7df96c91f9c12dcc8a07bcb9ccacbed38856a',
    'v7.3.0',
  ],
  awsCredentials: [
    'aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c',
    'v6.2.3',
  ],
} as const;

export function use(action: keyof typeof pinned): { uses: string } {
  return { uses: pinned[action][0] };
}

/** The release behind each commit, as people and update bots read it. */
export const releases: Record<string, string> = Object.fromEntries(
  Object.values(pinned),
);
