import type { Finding } from '../findings';
import type { Service } from '../spec';
import type { Platform } from './schema/platform';

/**
 * Where a service and its platform say different things about who owns a namespace, and with it quota, limits, default
 * deny and project. What both own, each takes from the other again and again; what nobody owns is never made.
 */
export function ownershipFindings(
  service: Service,
  platform: Platform,
): Finding[] {
  return Object.entries(service.spec.environments).flatMap(
    ([name, { cluster, namespace }]) => {
      const own = typeof namespace === 'object' ? namespace.own : undefined;
      const given = typeof namespace === 'string' ? namespace : namespace?.name;
      const called = given ?? `${service.metadata.name}-${name}`;
      const listed = Object.hasOwn(platform.spec.namespaces, called)
        ? platform.spec.namespaces[called]
        : undefined;
      const there = listed?.cluster === cluster;
      const ownedByService = own ?? given === undefined;
      const path = `spec.environments.${name}.namespace`;
      return [
        ...(ownedByService && there
          ? [
              finding(
                'owner.both',
                path,
                `both the service and the platform '${platform.metadata.name}' own the namespace '${called}' of '${cluster}'`,
                'Remove it from the platform, or write namespace: with its name alone',
              ),
            ]
          : []),
        ...(!ownedByService && !there
          ? [
              finding(
                'owner.nobody',
                path,
                `nobody owns the namespace '${called}' of '${cluster}': the service leaves it to the platform '${platform.metadata.name}', which has not got it`,
                "Add it to the platform's namespaces, or write own: true",
              ),
            ]
          : []),
        ...(there && !listed.services?.includes(service.metadata.name)
          ? [
              finding(
                'owner.service',
                path,
                `the platform does not expect '${service.metadata.name}' in the namespace '${called}'`,
                `Add it to spec.namespaces.${called}.services of the platform`,
              ),
            ]
          : []),
      ];
    },
  );
}

function finding(
  rule: string,
  path: string,
  message: string,
  remedy: string,
): Finding {
  return { rule, severity: 'error', message, remedy, path };
}
