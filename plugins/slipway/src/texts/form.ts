/** The fields of forms that make services. */
export const form = {
  environments: {
    on: '{{name}} on {{cluster}}',
    none: 'nowhere yet',
    failed: 'the portal does not answer; its own choice stays',
    name: 'Environment',
    cluster: 'Cluster',
    namespace: 'Namespace',
    own: 'In a namespace of its own',
    shared:
      'In a namespace of the platform’s, which the service neither makes nor limits',
    choose: 'Shared there',
    version: 'Kubernetes {{version}}',
    remove: 'Remove {{name}}',
    removeShort: 'Remove',
    add: 'Add an environment',
    unreachable: '{{cluster}} cannot be read just now',
    denied: 'the portal may not read {{cluster}}',
  },
  repository: {
    host: 'Git host',
    owner: 'Organization',
    ownerSays: 'The organization or group that gets the repository',
  },
  preview: {
    title: 'What you will get',
    loading: 'Rendering',
    files: '{{number, number}} files',
    lastChange: 'the last change {{parts}}',
    noChange: 'the last change reached none of them',
    did: {
      added: 'added {{number, number}}',
      changed: 'changed {{number, number}}',
      removed: 'removed {{number, number}}',
    },
    reached: '{{number, number}} changed',
    standIn: 'Shown with stand-ins for {{fields}} until you fill them',
    wrong: 'Nothing can be made of this yet',
    failed: 'The preview cannot be had just now; creating works all the same',
    denied: 'You may not create services here: {{permission}} is missing',
    tree: 'Files of the new repository',
    central: 'In the central GitOps repository',
    choose: 'Choose a file to read it',
    added: 'new',
    edited: 'changed',
    truncated: 'The rest is not shown',
    asks: 'At its largest it asks for',
    pods: '{{number, number}} pods',
    cpu: '{{amount}} CPU',
    memory: '{{amount}} memory',
    storage: '{{amount}} storage',
    room: {
      fits: 'fits just now',
      short: 'does not fit: {{left}} left',
      noQuota: 'no quota limits it',
      denied: 'whether it fits may not be read: {{permission}}',
      unreachable: 'whether it fits cannot be read just now',
    },
    at: 'at {{place}}',
  },
  serviceName: {
    label: 'Name',
    rule: 'A name has 3 to 40 lower-case letters, digits and hyphens, starts with a letter and ends with a letter or digit',
    reserved: "The name '{{name}}' is reserved for the platform",
    taken:
      "There is already a component '{{name}}' in the catalog, of {{owner}}",
    nobody: 'nobody',
    unasked:
      'The catalog cannot be asked whether the name is free. Try again in a moment.',
    tooLong_one:
      'The {{kind}} {{name}} would be one character longer than the {{most}} that a cluster takes',
    tooLong_other:
      'The {{kind}} {{name}} would be {{count, number}} characters longer than the {{most}} that a cluster takes',
    becomes:
      'Names the repository, the component in the catalog and the namespaces {{name}}-dev, {{name}}-prod, …',
  },
} as const;
