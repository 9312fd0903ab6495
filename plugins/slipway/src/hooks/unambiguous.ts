import type { Answer, Verdict, Words } from '@slipway/plugin-slipway-common';

interface Named {
  name: string;
  cluster: string;
  namespace: string;
}

/**
 * One environment may be on several clusters, or in several namespaces of one: there its name alone says nothing, neither
 * in a heading nor in a sentence. What has a name of its own stays as it is.
 */
export function unambiguous<D extends { environments: E[] }, E extends Named>(
  document: D,
): D {
  const { environments } = document;
  const alike = (same: (other: E) => boolean) =>
    environments.filter(same).length > 1;
  return {
    ...document,
    environments: environments.map(environment => {
      const { name, cluster, namespace } = environment;
      if (!alike(other => other.name === name)) {
        return environment;
      }
      const place = alike(
        other => other.name === name && other.cluster === cluster,
      )
        ? `${cluster}/${namespace}`
        : cluster;
      return renamed(environment, `${name} (${place})`);
    }),
  };
}

function renamed<E extends Named>(environment: E, name: string): E {
  const told = Object.entries(environment).map(([key, value]) => [
    key,
    isData(value) ? withPlace(value, name) : value,
  ]);
  return { ...Object.fromEntries(told), name };
}

type Data = Extract<Answer<{ verdict: Verdict }>, { answer: 'data' }>;

function isData(value: unknown): value is Data {
  return (value as Data | undefined)?.answer === 'data';
}

/** The back end's sentences name the environment as it is called there. */
function withPlace(answer: Data, name: string): Data {
  const { verdict } = answer.value;
  const reasons = verdict.reasons.map(reason => ({
    ...reason,
    message: `${name}: ${reason.message}`,
    words: {
      ...reason.words,
      message: [
        '{{0}}: {{1}}',
        name,
        reason.words?.message ?? [reason.message],
      ] as Words,
    },
  }));
  return {
    ...answer,
    value: { ...answer.value, verdict: { ...verdict, reasons } },
  };
}
