/** Why a spec that is right by itself cannot be rendered for this platform. */
export const renderReasons: Record<string, string> = {
  'bundle.locked':
    'The platform team decided this for everybody, with the reason that stands beside it.',
  'bundle.cluster-known':
    'The platform bundle tells what each cluster has; without that nobody can tell what would work there.',
  'bundle.skeleton-known':
    'Application source comes from the platform bundle. Everything around it is written all the same.',
  'bundle.one-writer':
    'Were a file written by two, the later one would win unseen.',
  'skeleton.variable':
    'A name that nobody fills in would stand in the source as it is.',
  'profile.left-out':
    "A developer's own cluster has less than those of the platform. What it lacks is left out there, and there alone.",
  'resources.within-limit':
    'The API server refuses a pod that requests more than its own limit. Limit and request may come from different layers: slipway explain --values says from which.',
  'resources.work-files':
    'The kubelet counts what lies in the folder of work files against what the containers may write, and ends the pod when that is passed.',
  'shutdown.within-grace':
    'A pod that is told to end serves on for a while, until nobody sends it requests any more, and then finishes those that it has. The time in which it is killed has to hold both.',
  'build.final-possible':
    'An image with nothing in it can only run programs that bring all they need.',
  'needs.operator-installed':
    'Objects of an operator that is not installed are refused, and the first sync fails.',
  'scaling.keda-installed':
    'Kubernetes by itself scales by CPU and memory. Queues, latency and connections are measured by KEDA or an adapter.',
  'scaling.metrics-adapter':
    'A measure that no adapter brings to the autoscaler never changes, and nothing is scaled.',
  'secrets.provider-installed':
    'Objects of an operator that is not installed are refused, and the first sync fails.',
  'secrets.store-known':
    'External Secrets has to know where Vault is, and as whom it signs in.',
  'backup.store': 'A backup that has nowhere to go is never made.',
  'backup.objective':
    'Between two runs of the schedule the newest backup grows older than the objective allows, every time.',
  'delivery.one-layout':
    'One pipeline writes one kind of place: in the repository of the service, or in a GitOps repository.',
  'delivery.central-known':
    'Manifests for a GitOps repository have to be put into one.',
  'delivery.chart-known':
    'With layout helm there is a chart already, and Slipway writes what brings it to the clusters. So it has to know where the chart lies.',
  'delivery.chart-used':
    'With layout in-repo and central overlays are deployed, and what is said of a chart would have no effect.',
  'delivery.chart-brings':
    'A chart decides itself what it brings. What the spec asks for is written for overlays alone, so it is said here rather than left out in silence.',
  'delivery.rollout':
    'Canary and blue/green lead requests from one version to the next, so they are for what answers requests.',
  'delivery.rollouts-installed':
    'Objects of Argo Rollouts are refused where it is not installed, and the first sync fails.',
  'expose.front':
    'Requests come in through a Gateway or an Ingress, and the cluster has to have one.',
  'expose.own-host':
    'Two routes for one name on one gateway: whichever is older gets the requests, and the other gets none.',
  'expose.host': 'Requests are told apart by the name that they are sent to.',
  'expose.sticky':
    'Which pod a request goes to is decided by the gateway. Cookies for that are an experiment in the Gateway API, and every gateway has a way of its own.',
  'expose.certificates':
    'A certificate that nobody issues leaves the address without TLS.',
  'repository.free':
    'A file of a repository that was there first is never changed. Without its own folder, what deploys the service cannot be written.',
  'quota.owner':
    'Two services that each set the quota of one namespace undo what the other does.',
};
