import fs from 'node:fs/promises';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Client } from '../contract/client';
import { downloadModule } from '../programs/goBuild';

const definitionsPath =
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Installs the custom resource definitions that a Go module carries, and waits until the server serves them. */
export async function installDefinitions(
  client: Client,
  source: { module: string; version: string; folder: string },
): Promise<string[]> {
  const { Dir } = await downloadModule(source.module, source.version);
  const folder = path.join(Dir, source.folder);
  const installed: string[] = [];
  const files = (await fs.readdir(folder)).filter(name =>
    name.endsWith('.yaml'),
  );
  for (const file of files.sort()) {
    const text = await fs.readFile(path.join(folder, file), 'utf8');
    for (const definition of parseAllDocuments(text).map(one => one.toJS())) {
      if (definition?.kind === 'CustomResourceDefinition') {
        installed.push(await install(client, file, definition));
      }
    }
  }
  return installed;
}

async function install(
  client: Client,
  file: string,
  definition: any,
): Promise<string> {
  const reply = await client.post(definitionsPath, definition);
  if (reply.status !== 201) {
    throw new Error(`${file}: ${JSON.stringify(reply.body)}`);
  }
  const served = definition.spec.versions.find(
    (version: { served: boolean }) => version.served,
  );
  await untilServed(
    client,
    `/apis/${definition.spec.group}/${served.name}`,
    definition.spec.names.plural,
  );
  return definition.metadata.name;
}

async function untilServed(
  client: Client,
  root: string,
  resource: string,
): Promise<void> {
  const patience = AbortSignal.timeout(30_000);
  while (!patience.aborted) {
    const { status, body } = await client.get(root);
    if (
      status === 200 &&
      body.resources.some(({ name }: { name: string }) => name === resource) &&
      (await client.get(`${root}/${resource}`)).status === 200
    ) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`${root}/${resource} is not served after 30 s`);
}
