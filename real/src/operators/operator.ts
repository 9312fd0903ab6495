import path from 'node:path';
import { Keep } from '../cluster/ready';
import { startSupervised, Supervised } from '../cluster/supervised';
import { Client, KubeObject } from '../contract/client';
import { eventually } from '../eventually';
import { buildProgram } from '../programs/goBuild';
import { GoProgram } from '../programs/programs';

/** A cluster with the definitions of one operator, and what its objects are made with. */
export interface Stage {
  client: Client;
  kubeconfig: string;
  folder: string;
  /** What is started is ended with the stage. */
  keep: Keep;
}

/** What an operator was seen to say, each object by what happened to it; with others where these belong to it. */
export type Recorded = Record<string, KubeObject | KubeObject[]>;

export async function startOperator(
  program: GoProgram,
  args: string[],
  { kubeconfig, folder, keep }: Stage,
  env: NodeJS.ProcessEnv = {},
): Promise<Supervised> {
  const started = startSupervised(await buildProgram(program), args, {
    logFile: path.join(folder, `${program.name}.log`),
    cwd: folder,
    env: { HOME: folder, KUBECONFIG: kubeconfig, ...env },
  });
  keep(started);
  return started;
}

/** Makes it, and gives it as the server has it. */
export async function make(
  { client }: Stage,
  folder: string,
  object: object,
): Promise<KubeObject> {
  const { status, body } = await client.post(folder, object);
  if (status !== 201) {
    throw new Error(`${folder}: ${JSON.stringify(body)}`);
  }
  return body;
}

/** The object as soon as its operator has said so much of it. */
export function said(
  { client }: Stage,
  place: string,
  enough: (status: Record<string, any>, object: KubeObject) => boolean,
): Promise<KubeObject> {
  return eventually(
    `${place} is told of`,
    async () => {
      const { body } = await client.get(place);
      return body.status && enough(body.status, body)
        ? { value: body }
        : { last: body.status ?? body.message };
    },
    90_000,
  );
}

export function conditionIs(type: string, status: string, reason?: string) {
  return ({ conditions = [] }: Record<string, any>) =>
    conditions.some(
      (one: any) =>
        one.type === type &&
        one.status === status &&
        (reason === undefined || one.reason === reason),
    );
}
