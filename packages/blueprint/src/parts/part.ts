import type { Finding } from '@slipway/model';
import type {
  IContainer,
  IEnvFromSource,
  IEnvVar,
  IVolume,
  IVolumeMount,
} from 'kubernetes-models/v1';
import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../context';
import type { PartFile } from '../files';
import type { KubernetesObject } from '../kubernetes';

/** An object that an environment gets, and the file that it is written to. */
export interface PartObject {
  /** Without folder: objects of the same file are written together. */
  file: string;
  object: KubernetesObject;
  /** By path; an item of a list is named by its field, e.g. `spec.template.spec.containers.[name=api].resources`. */
  comments?: Record<string, string>;
  /** Different through and through in each environment: written whole there, rather than shared and patched. */
  whole?: true;
  /** The team's once it was written: all objects of its file are. */
  seeded?: true;
}

/** What a part adds to the pods of a workload. */
export interface PodAddition {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  env?: IEnvVar[];
  envFrom?: IEnvFromSource[];
  volumes?: IVolume[];
  volumeMounts?: IVolumeMount[];
  initContainers?: IContainer[];
  sidecars?: IContainer[];
}

/**
 * One capability of the blueprint. Which of its objects are the same in all environments is none of its business:
 * it says what an environment has, and the layout finds base, components and patches.
 */
export interface Part {
  name: string;
  /** Files of the repository that belong to no environment. */
  files?(ctx: RenderContext): PartFile[];
  /** What an environment has, without namespace and the labels that all objects have. */
  objects?(
    ctx: RenderContext,
    environment: EnvironmentContext,
    addition: (workload: WorkloadContext) => PodAddition,
  ): PartObject[];
  /** What the pods of a workload get from it. */
  pod?(
    ctx: RenderContext,
    environment: EnvironmentContext,
    workload: WorkloadContext,
  ): PodAddition;
  /** What it was asked for and cannot do, before anything is rendered. */
  findings?(ctx: RenderContext, environment: EnvironmentContext): Finding[];
}
