import { readerRules } from '@slipway/model';
import { stringify } from 'yaml';
import { Refusal } from '../io/refusal';
import { print } from '../io/report';

interface Options {
  name: string;
  serviceAccount?: string;
}

/** The role that the portal's account needs in a cluster, ready to be applied. */
export function rbac({ name, serviceAccount }: Options): void {
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const role = {
    apiVersion,
    kind: 'ClusterRole',
    metadata: { name },
    rules: readerRules(),
  };
  const objects = serviceAccount
    ? [
        role,
        {
          apiVersion,
          kind: 'ClusterRoleBinding',
          metadata: { name },
          roleRef: {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'ClusterRole',
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

function accountOf(text: string) {
  const [, namespace, name] = /^([a-z0-9-]+)\/([a-z0-9.-]+)$/.exec(text) ?? [];
  if (!name) {
    throw new Refusal(
      `--service-account is '${text}': write namespace/name, such as backstage/portal.`,
    );
  }
  return { kind: 'ServiceAccount', name, namespace };
}
