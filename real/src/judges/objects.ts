import { FileTree } from '@slipway/model';
import { parseAllDocuments } from 'yaml';
import { KubeObject } from '../contract/client';

/** As Kubernetes reads YAML, to whom yes is no text. */
export const objectsIn = (text: string): KubeObject[] =>
  parseAllDocuments(text, { version: '1.1' }).map(document => document.toJS());

/** What Argo CD and Flux read. */
export const deliveryFiles = (tree: FileTree): string[] =>
  Object.keys(tree).filter(name => /(^|\/)(argocd|flux)\/.+\.yaml$/.test(name));
