import fs from 'node:fs/promises';
import path from 'node:path';
import { Said } from '../checkers/finding';
import { Client } from '../contract/client';
import { publishedKinds } from '../kinds/collect';
import { Schema } from '../kinds/shapes';
import { buildProgram } from '../programs/goBuild';
import { programs } from '../programs/programs';
import { run } from '../programs/run';

/** What kubeconform says of built manifests, by the schemas that the API server publishes, unknown fields refused. */
export async function kubeconform(
  client: Client,
  built: string,
): Promise<Said[]> {
  const program = await buildProgram(programs.kubeconform);
  const schemas = await fs.mkdtemp(path.join(built, '..', 'schemas-'));
  for await (const { groupVersion, kind, schema, all } of publishedKinds(
    client,
  )) {
    // As kubeconform takes them apart: what has no group is called as its version.
    const [group, version = group] = groupVersion.split('/');
    await fs.writeFile(
      path.join(schemas, `${kind.toLowerCase()}-${group}-${version}.json`),
      JSON.stringify({
        ...strict(schema),
        definitions: Object.fromEntries(
          Object.entries(all).map(([name, one]) => [name, strict(one)]),
        ),
      }),
    );
  }
  const text = await run(
    program,
    [
      '-strict',
      '-output',
      'json',
      '-schema-location',
      `${schemas}/{{.ResourceKind}}-{{.Group}}-{{.ResourceAPIVersion}}.json`,
      built,
    ],
    { anyExit: true },
  );
  await fs.rm(schemas, { recursive: true });
  const { resources = [] } = JSON.parse(text) as {
    resources?: { filename: string; kind: string; name: string; msg: string }[];
  };
  return resources.map(({ filename, kind, name, msg }) => ({
    checker: 'kubeconform',
    rule: 'schema',
    where: `${path.basename(filename)} ${kind} ${name}`,
    message: msg,
  }));
}

/** With references into the same file, and no more fields than are named. */
function strict(schema: Schema): object {
  return JSON.parse(JSON.stringify(schema), (_key, value) => {
    if (typeof value?.$ref === 'string') {
      return {
        ...value,
        $ref: value.$ref.replace('#/components/schemas/', '#/definitions/'),
      };
    }
    if (value?.['x-kubernetes-int-or-string']) {
      return { type: ['integer', 'string'] };
    }
    return value?.properties && !value['x-kubernetes-preserve-unknown-fields']
      ? { ...value, additionalProperties: false }
      : value;
  });
}
