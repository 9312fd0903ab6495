export interface ObjectMeta {
  name: string;
  namespace?: string;
  generateName?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** An object as it stands in the store. It is never changed in place: a change is a new object. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  spec?: Record<string, any>;
  status?: Record<string, any>;
  [field: string]: any;
}

/** A kind that the API knows. */
export interface ResourceType {
  group: string;
  version: string;
  /** The plural in the path. */
  plural: string;
  singular: string;
  kind: string;
  shortNames: string[];
  namespaced: boolean;
  /** Has its own `/status`, so that the main path leaves the status alone. */
  hasStatus: boolean;
  /** Built-in lists leave `kind` and `apiVersion` out of their items; those of custom resources have them. */
  custom: boolean;
  /** Another server measures it: it is read, and nothing of it is stored. */
  measured: boolean;
}
