/** Why a spec may not say some things, before anything is made of it. */
export const specReasons: Record<string, string> = {
  'spec.yaml':
    'A spec that does not parse says nothing. What is nested or long beyond any use is refused before it is read.',
  'spec.unknown-field':
    'A field that nobody reads does nothing, and whoever wrote it believes that it does.',
  'spec.required': 'Without it nothing can be made.',
  'spec.type':
    'In YAML a number or true without quotes is no text, and a text is no list.',
  'spec.value': 'Only these mean something. slipway schema prints them all.',
  'spec.key':
    'Names of workloads, needs and environments become parts of names in the cluster, where letters and lengths are bounded.',
  'spec.name':
    'The name becomes a part of every name in the cluster, and of hosts in DNS. Some are those of the platform itself.',
  'spec.workloads.some': 'A service without a workload runs nothing.',
  'spec.workloads.one-form':
    'workload: is short for one entry of workloads:. With both, nobody can tell which is meant.',
  'spec.workloads.field-fits':
    'A field that the type of the workload does not have would be left out in silence.',
  'spec.workloads.schedule':
    'A job runs at its schedule, and nothing else has one.',
  'spec.workloads.one-volume':
    'A volume that is kept belongs to one pod at a time: a second would wait for it for ever.',
  'spec.environments.some': 'Without an environment there is nowhere to run.',
  'spec.environments.own-place':
    'Two environments in one namespace would overwrite each other at every sync.',
  'spec.environments.workload-known':
    'What an environment says of a workload that is not there is said to nobody.',
  'spec.environments.need-known':
    'What an environment says of a need that is not there is said to nobody.',
  'spec.env.reserved':
    'The variable is set by Slipway, for probes and Services to agree with it.',
  'spec.resources.within-limit':
    'The API server refuses a pod that requests more than its own limit.',
  'spec.scaling.bounds':
    'An autoscaler cannot have fewer pods at most than at least.',
  'spec.scaling.need-known':
    'A workload is scaled by a queue of the service, so the queue has to be one of its needs.',
  'spec.needs.field-fits':
    'A field that the type of the need does not have would be left out in silence.',
  'spec.needs.provider-fits':
    'Not everything can be provided by everybody: a queue is not run by the operator of a database.',
  'spec.needs.owner':
    'A shared need belongs to one service, which decides about its size, version and backups.',
  'spec.backup.store-known':
    'A backup goes to a bucket: one of the needs, or that of the cluster.',
  'spec.expose.workload-serves':
    'Requests can only be led to what answers requests.',
  'spec.network.peer':
    'A rule of the network is about pods or about addresses: both at once would mean either.',
  'spec.load-test': 'The test sends HTTP requests, so something has to answer.',
  'spec.build.source':
    'An existing image, an existing Dockerfile, or source of which Slipway writes the Dockerfile: one of the three.',
  'spec.repository.own':
    'An upgrade, a comparison and the portal read there what the repository was rendered from.',
  'spec.router.image':
    'The router is a program of others; what is made here is the graph that it is given.',
  'spec.router.api':
    'An interface of its own is a schema in the repository of the program that offers it.',
  'spec.router.some': 'Nothing cannot be composed.',
  'spec.router.alone':
    'All workloads of a service run one image, and that of a router has the router alone.',
  'spec.router.same':
    'What was tried in one environment is what the next one gets: an image with another graph would be another version.',
  'spec.build.final':
    'An image with nothing in it can only run programs that bring all they need.',
  'spec.delivery.environment-known':
    'A version cannot be promoted to an environment that is not there.',
};

/** Fields whose texts have a form; slipway schema tells each. */
export const FIELD_REASON =
  'What is written there becomes a name, a number or an address in generated files, and has to be one that every reader of them understands. `slipway schema` tells the form.';
