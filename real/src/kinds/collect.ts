import type { KindTable } from '@slipway/blueprint';
import { Client } from '../contract/client';
import { Schema, Schemas, Shapes } from './shapes';

/** Built-in APIs of which nobody writes objects into a service's repository: what they look like is left open. */
const unwritten =
  /^(internal|authentication|authorization|apiregistration|apiextensions|certificates|coordination|discovery|events|flowcontrol|node|resource|storagemigration|imagepolicy)\./;

interface Resource {
  name: string;
  kind: string;
  namespaced: boolean;
  verbs: string[];
}

export interface PublishedKind {
  groupVersion: string;
  kind: string;
  namespaced: boolean;
  schema: Schema;
  /** What references in the schema lead to. */
  all: Schemas;
}

/** What a server has of each kind, in short: for the blueprint, which judges objects where no server is. */
export async function collectKinds(client: Client): Promise<KindTable> {
  const shapes = new Shapes();
  const kinds: KindTable['kinds'] = {};
  for await (const one of publishedKinds(client)) {
    kinds[`${one.groupVersion} ${one.kind}`] = {
      shape: unwritten.test(one.groupVersion)
        ? 'any'
        : shapes.within(one.all).of(one.schema),
      ...(one.namespaced ? {} : { clusterScoped: true }),
    };
  }
  return { kinds, shapes: Object.fromEntries(shapes.shapes) };
}

/** Every kind of which objects can be made, with the schema that the server publishes. */
export async function* publishedKinds(
  client: Client,
): AsyncGenerator<PublishedKind> {
  for (const groupVersion of await groupVersions(client)) {
    const root = groupVersion.includes('/')
      ? `apis/${groupVersion}`
      : `api/${groupVersion}`;
    const all = await publishedBy(client, root);
    const { resources } = (await get(client, `/${root}`)) as {
      resources: Resource[];
    };
    for (const { name, kind, namespaced, verbs } of resources) {
      const schema = Object.values(all).find(one =>
        isOf(one, groupVersion, kind),
      );
      if (!name.includes('/') && verbs.includes('create') && schema) {
        yield { groupVersion, kind, namespaced, schema, all };
      }
    }
  }
}

/** Every version that is stable or, for kinds that come from elsewhere, served. */
async function groupVersions(client: Client): Promise<string[]> {
  const { groups } = await get(client, '/apis');
  return [
    'v1',
    ...(groups as { versions: { groupVersion: string }[] }[])
      .flatMap(({ versions }) =>
        versions.map(({ groupVersion }) => groupVersion),
      )
      .sort(),
  ];
}

/** The server publishes what it serves a moment after it serves it. */
async function publishedBy(client: Client, root: string): Promise<Schemas> {
  const patience = AbortSignal.timeout(60_000);
  for (;;) {
    const { status, body } = await client.get(`/openapi/v3/${root}`);
    if (status === 200) {
      return body.components.schemas;
    }
    if (patience.aborted) {
      throw new Error(`/openapi/v3/${root}: ${status} after 60 s`);
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}

function isOf(schema: Schema, groupVersion: string, kind: string): boolean {
  const [version, group = ''] = groupVersion.split('/').reverse();
  const names = schema['x-kubernetes-group-version-kind'] as
    | { group: string; version: string; kind: string }[]
    | undefined;
  return (
    names?.some(
      one =>
        one.group === group && one.version === version && one.kind === kind,
    ) ?? false
  );
}

async function get(client: Client, path: string): Promise<any> {
  const { status, body } = await client.get(path);
  if (status !== 200) {
    throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  }
  return body;
}
