import { nearestName } from '../nearest';
import { MAIN_WORKLOAD } from '../service';
import { entries, map, text } from './problem';
import type { Plain, Problem } from './problem';

/** What environments may not be: none, two in one place, about something that the service does not have. */
export function environmentProblems(spec: Plain, service: unknown): Problem[] {
  const environments = map(spec.environments);
  if (environments && Object.keys(environments).length === 0) {
    return [
      {
        rule: 'spec.environments.some',
        path: ['spec', 'environments'],
        message: 'no environment is given',
        remedy: 'Add one, for example dev: with the cluster it runs on',
      },
    ];
  }
  const workloads = spec.workload
    ? [MAIN_WORKLOAD]
    : Object.keys(map(spec.workloads) ?? {});
  return [
    ...unknownNames(spec, 'workloads', 'workload', workloads),
    ...unknownNeeds(spec),
    ...placeProblems(spec, service),
    ...promotionProblems(spec),
  ];
}

function unknownNames(
  spec: Plain,
  field: string,
  word: string,
  known: string[],
): Problem[] {
  return entries(spec.environments).flatMap(([name, environment]) =>
    entries(map(environment)?.[field])
      .filter(([given]) => !known.includes(given))
      .map(([given]) => {
        const near = nearestName(given, known) ?? known[0];
        return {
          rule: `spec.environments.${word}-known`,
          path: ['spec', 'environments', name, field, given],
          message: `the service has no ${word} '${given}'`,
          remedy: near ? `Write ${near}` : `Add the ${word} first`,
          key: true,
        };
      }),
  );
}

/** An environment may bring a need of its own, but then says what it is. */
function unknownNeeds(spec: Plain): Problem[] {
  const known = Object.keys(map(spec.needs) ?? {});
  const own = entries(spec.environments).flatMap(([, environment]) =>
    entries(map(environment)?.needs).flatMap(([name, need]) =>
      map(need)?.type === undefined ? [] : [name],
    ),
  );
  return unknownNames(spec, 'needs', 'need', [...known, ...own]);
}

/** Two environments in one place would overwrite each other. */
function placeProblems(spec: Plain, service: unknown): Problem[] {
  const places = entries(spec.environments).map(([name, value]) => {
    const environment = map(value);
    const namespace =
      text(environment?.namespace) ??
      text(map(environment?.namespace)?.name) ??
      `${text(service)}-${name}`;
    return { name, place: `${text(environment?.cluster)}/${namespace}` };
  });
  return places.flatMap(({ name, place }, index) => {
    const other = places.slice(0, index).find(p => p.place === place);
    return other
      ? [
          {
            rule: 'spec.environments.own-place',
            path: ['spec', 'environments', name],
            message: `environment '${other.name}' is in the same cluster and namespace`,
            remedy: 'Give each environment its own namespace or cluster',
            key: true,
          },
        ]
      : [];
  });
}

function promotionProblems(spec: Plain): Problem[] {
  const known = Object.keys(map(spec.environments) ?? {});
  return entries(map(spec.delivery)?.promotion)
    .filter(([name]) => !known.includes(name))
    .map(([name]) => ({
      rule: 'spec.delivery.environment-known',
      path: ['spec', 'delivery', 'promotion', name],
      message: `the service has no environment '${name}'`,
      remedy: `Write ${nearestName(name, known) ?? known[0] ?? 'another'}`,
      key: true,
    }));
}
