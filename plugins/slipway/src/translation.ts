import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Every text of the suite's front end. */
export const slipwayTranslationRef = createTranslationRef({
  id: 'plugin.slipway',
  messages: {
    state: {
      healthy: 'Healthy',
      progressing: 'In progress',
      degraded: 'Degraded',
      failed: 'Failed',
      unknown: 'Unknown',
      none: 'Nothing there',
      denied: 'Denied',
      unreachable: 'Unreachable',
    },
    age: {
      ago: '{{age}} ago',
      in: 'in {{age}}',
      now: 'now',
      asOf: 'as of {{time}}',
    },
    copy: { label: 'Copy', done: 'Copied' },
    replicas: '{{ready, number}} of {{wanted, number}} ready',
    deployments: {
      title: 'Deployments',
      loading: 'Loading the deployments',
      answer: {
        same: '{{environments}} run {{version}}',
        sameOne: '{{environments}} runs {{version}}',
        healthy: 'All environments are healthy',
        waiting: 'waiting for the first build',
        waitingIn: '{{environments}} waits for the first build',
        waitingInMany: '{{environments}} wait for the first build',
        progressing: '{{environments}} is moving to {{version}}',
        progressingMany: '{{environments}} are moving to {{version}}',
        moving: '{{environments}} is being deployed',
        movingMany: '{{environments}} are being deployed',
        healthyIn: '{{environments}} is healthy',
        healthyInMany: '{{environments}} are healthy',
        absent: '{{environments}} has nothing yet',
        absentMany: '{{environments}} have nothing yet',
        degraded: '{{environments}} is degraded',
        degradedMany: '{{environments}} are degraded',
        failed: '{{environments}} fails',
        failedMany: '{{environments}} fail',
        unreachable: '{{environments}} cannot be read just now',
        denied: '{{environments}} may not be read',
        none: 'nothing is deployed yet',
        unknown: 'nothing is known of {{environments}}',
        and: 'and',
      },
      stillServes: '{{version}} still serves, {{ready, number}} ready',
      notYet: 'nothing is deployed here yet',
      neverRead: 'not read yet',
      waiting: 'waiting for the first build',
      unreachable: '{{cluster}} cannot be read since {{time}}',
      nextTry: 'next try {{when}}',
      denied: {
        what: '{{environment}} may not be read',
        evidence: 'Missing on cluster {{cluster}}: {{permission}}.',
        remedy:
          "Ask the platform team to grant it to the portal's account on that cluster.",
      },
      builds: 'See the builds',
      repository: 'Repository',
      source: 'Kubernetes, {{clusters}}',
      commit: 'Commit {{commit}}',
      noPermission: {
        answer: 'You may not see what runs',
        remedy:
          'The permission slipway.state.read on {{entity}} is missing. Its owner or the platform team can grant it.',
      },
      failure: {
        answer: 'The state cannot be read just now',
        remedy: 'The portal tries again by itself. What was seen stays here.',
      },
      absent: {
        answer: 'This component names no environments',
        remedy:
          'Add the annotation to its catalog-info.yaml, one entry an environment:',
      },
    },
    serviceName: {
      label: 'Name',
      becomes:
        'Names the repository, the component in the catalog and the namespaces {{name}}-dev, {{name}}-prod, …',
    },
  },
});
