const AT_LARGEST =
  'A quota refuses what goes beyond it at the moment when it is needed most: in the middle of a rollout, or when an autoscaler answers to a crowd. So it is added up beforehand, with every autoscaler at its maximum, every rollout with its extra pods, and every job running.';

/** Why the validator asks what it asks. */
export const foundReasons: Record<string, string> = {
  'yaml.read':
    'A file that does not parse is applied by nobody: Argo CD, Flux and kubectl stop at it, and what lies beside it is not applied either.',
  'tree.one-name':
    'Disks of macOS and Windows know one file of both names: a check-out there keeps one of them, and shows the other as changed for ever.',
  'kustomize.evaluate':
    'The overlay cannot be built, so nothing of that environment reaches a cluster. What is evaluated is what kustomize itself would build; fields that are not known here are named rather than skipped.',
  'object.required': 'The API server refuses the object without this field.',
  'object.field':
    'The API server refuses a field that it does not know, or drops it in silence, so that what it was to do is not done. What is known here is Kubernetes 1.36 and the operators of that time.',
  'object.type':
    'The API server refuses the object. In YAML a number or true without quotes is no text.',
  'object.value':
    'The API server refuses the object: only certain values mean anything here.',
  'object.api':
    'APIs of Kubernetes end some years after their successor came. What is of an ended one is applied nowhere.',
  'object.name':
    'The API server refuses the name. Services and namespaces are names in DNS, which end at 63 characters.',
  'names.fit':
    'Names of objects are made of the names of service, workload and need, and of what they are for. Some become labels, or names of pods behind which more is written, and those have to be shorter.',
  'object.label':
    'The API server refuses the label. Values of labels are text of up to 63 characters; numbers and true have to be quoted.',
  'policy.restricted':
    'Pod Security "restricted" is what Kubernetes asks of pods that need no privileges. A namespace that enforces it refuses this pod, and a container that is broken into has less to break into next.',
  'policy.numeric-user':
    'The kubelet can only tell that a user is not root when it is a number.',
  'policy.read-only-root':
    'What cannot write to its own files cannot be changed by whoever gets in. Files that have to be written go to an emptyDir.',
  'policy.resources':
    'Without requests the scheduler guesses, and a quota refuses the pod. Without a memory limit one pod takes the node down with it.',
  'policy.image-tag':
    'latest and no tag at all mean whatever is newest when a node pulls: two pods of one version differ, and a roll back brings nothing back.',
  'policy.ephemeral-storage':
    'The kubelet adds up what containers write and what lies in their emptyDirs, and ends the pod when that passes the limits of its containers: long before the volume is full.',
  'policy.probes':
    'Without a probe a pod counts as well from its first second until its process ends: requests go to what cannot answer, and a rollout goes on over pods that never worked.',
  'reference.selector':
    'A selector that finds no pods is a Service that leads nowhere, or a budget that protects nobody.',
  'reference.port':
    'The port is looked up by its name in the container. One that is not there gets no traffic, or fails the probe for ever.',
  'reference.target':
    'An autoscaler that scales what is not there does nothing, and says so in a place that nobody looks at.',
  'reference.one-scaler':
    'Two autoscalers of one workload undo what the other does, again and again.',
  'reference.service':
    'A route to a Service that is not there answers with an error; a StatefulSet without its Service gives its pods no names.',
  'policy.plain-secret':
    'A Secret in Git can be read by everybody who can read the repository, for ever: removing it later removes it from the newest commit alone.',
  'reference.key':
    'A pod that reads a key that is not there is not started: it waits with CreateContainerConfigError.',
  'reference.config-map':
    'A pod that reads a ConfigMap that is not there is not started.',
  'reference.secret':
    'A pod that reads a Secret that nothing makes is not started. That another is made and read by nobody tells that one of the two is written wrongly.',
  'reference.store':
    'Without its store an ExternalSecret brings nothing, and the pods that wait for the Secret are not started.',
  'reference.variable':
    'Kubernetes replaces $(NAME) by the value of a variable that comes before. One that comes later is left standing as it is, and the program reads the dollar sign.',
  'reference.volume': 'The API server refuses the pod.',
  'reference.claim': 'A pod whose claim is not there waits for ever.',
  'reference.storage-class':
    'A claim of a class that no cluster has waits for ever, and its pod with it.',
  'reference.policy':
    'A policy that finds no pods protects nobody, and one that names pods which are not there lets nobody in: requests end in a timeout, and nothing says why.',
  'reference.chart':
    'Argo CD and Flux deploy nothing while the chart that they are to read is not there.',
  'reference.values-file':
    'Helm stops at a file of values that is not there, and nothing is deployed.',
  'reference.source':
    'Flux applies nothing while the source that it is to read is not there.',
  'object.invalid':
    'The API server refuses the object, though each field by itself is right.',
  'kustomize.remote':
    'What lies elsewhere changes without a commit here, and is not there when its host is not: the same commit builds to something else, or to nothing.',
  'dockerfile.invalid': 'The image cannot be built.',
  'dockerfile.stage': 'The image cannot be built.',
  'dockerfile.tag':
    'latest and no tag at all mean whatever is newest on the day of the build: two images of one commit differ.',
  'dockerfile.user':
    'Whoever breaks into a process that runs as root has all that its container has. Kubernetes refuses such an image where Pod Security is "restricted".',
  'dockerfile.secret':
    'What an image was built with can be read from its layers by everybody who can pull it.',
  'workflow.invalid': 'The pipeline is not run at all.',
  'workflow.needs': 'The pipeline is not run at all.',
  'workflow.pin':
    'A tag of an action can be moved to other code, which then runs with the rights and secrets of your pipeline. It has happened to actions that thousands use.',
  'workflow.injection':
    "The text is put into the script before the shell reads it. A title such as a'; curl … runs as a command.",
  'workflow.permissions':
    'Without them the token may do what the organization allows by default, which often is to write. What a job does not need cannot be misused.',
  'tiltfile.invalid': 'tilt up ends at this place.',
  'tiltfile.path': 'tilt up ends at this place.',
  'reference.service-account':
    'The pod is not created while its account is missing.',
  'reference.application-path':
    'Argo CD reports an error and deploys nothing while the folder has no kustomization.',
  'reference.cluster':
    'Argo CD knows clusters by name; one that it does not know is never deployed to.',
  'quota.pods': AT_LARGEST,
  'quota.requests.cpu': AT_LARGEST,
  'quota.requests.memory': AT_LARGEST,
  'quota.limits.cpu': AT_LARGEST,
  'quota.limits.memory': AT_LARGEST,
  'quota.requests.storage': AT_LARGEST,
  'platform.cluster': 'A namespace without its cluster is made nowhere.',
  'platform.namespace': 'What has no namespace is made nowhere.',
  'platform.storage':
    'A claim that goes beyond the quota is refused, and the pod that waits for its volume never starts.',
  'platform.intervals':
    'Argo CD looks at all of its Applications in one rhythm, which is set where it runs.',
  'owner.both':
    'Two owners of one namespace undo what the other does to its quota, limits and policies, again and again.',
  'owner.nobody':
    'What nobody owns is never made, and the first sync fails for want of its namespace.',
  'owner.service':
    'The platform adds up what a namespace holds. A service that it does not know of takes room from the others unseen.',
  'exception.expired':
    'An exception is a promise to come back. Its day has passed: mend what it is about, or give it a new day and a reason that still holds.',
};
