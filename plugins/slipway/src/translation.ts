import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { cards } from './texts/cards';
import { elsewhere } from './texts/elsewhere';
import { fleet } from './texts/fleet';

export { slipwayFormTranslationRef } from './formTranslation';

/** Every text of the suite's front end but those of forms, which pages do not load. */
export const slipwayTranslationRef = createTranslationRef({
  id: 'plugin.slipway',
  // A language is loaded when somebody reads it.
  translations: { de: () => import('./texts/de') },
  messages: {
    // By which numbers and times are written as the texts are.
    locale: 'en',
    ...cards,
    ...elsewhere,
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
      agoDays_one: '{{count, number}} day ago',
      agoDays_other: '{{count, number}} days ago',
      in: 'in {{age}}',
      inDays_one: 'in {{count, number}} day',
      inDays_other: 'in {{count, number}} days',
      days_one: '{{count, number}} day',
      days_other: '{{count, number}} days',
      asOf: 'as of {{time}}',
    },
    amount: {
      of: '{{amount}} of {{noun}}',
      cores_one: '{{amount}} core',
      cores_other: '{{amount}} cores',
      pods_one: '{{count, number}} pod',
      pods_other: '{{count, number}} pods',
      persistentvolumeclaims_one: '{{count, number}} volume',
      persistentvolumeclaims_other: '{{count, number}} volumes',
    },
    more: '{{number, number}} more',
    resource: {
      pods: 'pods',
      persistentvolumeclaims: 'volumes',
      requests: {
        cpu: 'CPU',
        memory: 'memory',
        storage: 'storage',
        'ephemeral-storage': 'temporary storage',
      },
      limits: {
        cpu: 'CPU (limits)',
        memory: 'memory (limits)',
        'ephemeral-storage': 'temporary storage (limits)',
      },
    },
    copy: { label: 'Copy', done: 'Copied' },
    firstDay: {
      title: 'First day',
      missing_one: 'One thing is missing before it runs',
      missing_other: '{{count, number}} things are missing before it runs',
      nothing: 'Nothing is known to be missing before it runs',
      met_one: 'One is there',
      met_other: '{{count, number}} are there',
      seeTo: 'See to it',
    },
    replicas: '{{ready, number}} of {{wanted, number}} ready',
    restarts_one: 'one restart',
    restarts_other: '{{count, number}} restarts',
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
        starting: '{{environments}}: being read',
        denied: '{{environments}} may not be read',
        none: 'nothing is deployed yet',
        unknown: 'nothing is known of {{environments}}',
        and: 'and',
      },
      guessed: 'environments by the names of their namespaces',
      nowhere: {
        answer: 'found on none of the clusters',
        unread: 'found nowhere yet; not read: {{clusters}}',
        remedy:
          'Label its Kubernetes objects with backstage.io/kubernetes-id, or say where it runs in its catalog-info.yaml:',
      },
      stillServes: '{{version}} still serves, {{ready, number}} ready',
      notYet: 'nothing is deployed here yet',
      neverRead: 'not read yet',
      waiting: 'waiting for the first build',
      unreachable: '{{cluster}} cannot be read since {{time}}',
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
      by: 'by {{author}}',
      newer_one: 'one newer commit',
      newer_other: '{{count, number}} newer commits',
      newerMany: 'at least {{number, number}} newer commits',
      newest: 'the newest commit',
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
    timeline: {
      title: 'Timeline',
      loading: 'Loading what happened',
      range: 'Range',
      days_one: '24 h',
      days_other: '{{count, number}} days',
      environment: 'Environment',
      kind: 'What',
      all: 'all',
      zoomIn: 'Zoom in',
      zoomOut: 'Zoom out',
      lane: {
        trouble: 'Trouble',
        version: 'Deploys',
        sync: 'Syncs',
        backup: 'Backups',
      },
      answer: {
        deploys_one: 'one deploy to {{environment}} in {{days, number}} days',
        deploys_other:
          '{{count, number}} deploys to {{environment}} in {{days, number}} days',
        none: 'no deploy to {{environment}} was seen in {{days, number}} days',
        nothing: 'Nothing happened yet that is known of',
      },
      open: 'going on',
      keys: 'arrow keys move, Home and End jump, + and − zoom',
      table: 'Show as a table',
      kept: 'What happened outlives the cluster, and is kept as long as the portal is configured to',
      more: 'More happened than is shown',
      column: { when: 'When', where: 'Where', what: 'What' },
      event: {
        version: '{{workload}} {{before}} → {{after}}',
        firstVersion: '{{workload}} runs {{after}}',
        removed: 'nothing of it is left',
        sync: '{{object}} brought {{revision}}',
        backup: 'backup of {{need}}: {{outcome}}',
        verdict: '{{aspect}}: {{state}}',
        why: '{{aspect}}: {{state}}, {{reasons}}',
        commit: '{{author}}: {{title}}',
      },
    },
    metrics: {
      title: 'Delivery metrics',
      span: 'of the last {{days, number}} days',
      since: 'since {{date}}: before it nothing tells',
      answer: {
        quiet: 'no deploy to {{environment}} was seen',
        deploys_one: '{{environment}} was deployed to once',
        deploys_other:
          '{{environment}} was deployed to {{count, number}} times',
      },
      frequency: 'Deploys a week',
      lead: 'Lead time',
      failures: 'Change failure rate',
      restore: 'Time to restore',
      of_one: 'median of one',
      of_other: 'median of {{count, number}}',
      share: '{{number, number}} of {{of, number}}',
      total_one: 'one in all',
      total_other: '{{count, number}} in all',
      unknown: 'nothing tells yet',
      failing: 'not well since {{time}}',
      counted: 'What is counted',
      definition: {
        frequency:
          'Versions that came in place of another one. What was there at first was not deployed.',
        lead: 'From the commit on its branch to the time at which its version was wanted here.',
        failures:
          'Deploys after which it became degraded or failed within 24 hours, or that the next one took back.',
        restore:
          'From becoming degraded or failed to being healthy again; what cannot be read ends nothing.',
      },
    },
    ...fleet,
  },
});

/**
 * What the rules say, found by its English text, which comes with it from the back end: see `plugins/slipway-common/src/verdicts`.
 * An adopter's language, and an adopter's own rules, find their place here.
 */
export const slipwaySentencesTranslationRef = createTranslationRef({
  id: 'plugin.slipway.sentences',
  messages: {},
  translations: { de: () => import('./texts/de/sentences') },
});
