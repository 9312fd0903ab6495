import { actedNames, actorRules, readerRules } from '@slipway/model';
import { stringify } from 'yaml';
import { Refusal } from '../io/refusal';
import { print } from '../io/report';

interface Options {
  name: string;
  serviceAccount?: string;
  namespace?: string;
  /** What the portal is switched on to do, separated by commas. */
  actions?: string;
}

/** The role that the portal's account needs in a cluster, or in one namespace of it, ready to be applied. */
export function rbac(options: Options): void {
  const { name, serviceAccount, namespace } = options;
  const actions = options.actions?.split(',') ?? [];
  const unknown = actions.find(action => !actedNames.includes(action));
  if (unknown !== undefined) {
    throw new Refusal(
      `--actions has '${unknown}': there are ${actedNames.join(', ')}.`,
    );
  }
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  if (namespace !== undefined && !isNamespace(namespace)) {
    throw new Refusal(
      `--namespace is '${namespace}': write the name of one namespace, such as payments-dev.`,
    );
  }
  const kind = namespace ? 'Role' : 'ClusterRole';
  const metadata = { name, ...(namespace && { namespace }) };
  const role = {
    apiVersion,
    kind,
    metadata,
    rules: [
      ...readerRules({ inNamespace: namespace !== undefined }),
      ...actorRules(actions),
    ],
  };
  const objects = serviceAccount
    ? [
        role,
        {
          apiVersion,
          kind: `${kind}Binding`,
          metadata,
          roleRef: {
            apiGroup: 'rbac.authorization.k8s.io',
            kind,
            name,
          },
          subjects: [accountOf(serviceAccount)],
        },
      ]
    : [role];
  print(
    objects
      .map(object => stringify(object, { indentSeq: false }).trimEnd())
      .join('\n---\n'),
  );
}

function isNamespace(text: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
}

function accountOf(text: string) {
  const [, namespace, name] = /^([a-z0-9-]+)\/([a-z0-9.-]+)$/.exec(text) ?? [];
  if (!name) {
    throw new Refusal(
      `--service-account is '${text}': write namespace/name, such as backstage/portal.`,
    );
  }
  return { kind: 'ServiceAccount', name, namespace };
}
