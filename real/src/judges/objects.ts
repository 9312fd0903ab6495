import { FileTree } from '@slipway/model';
import { parseAllDocuments } from 'yaml';
import { KubeObject } from '../contract/client';

export const objectsIn = (text: string): KubeObject[] =>
  parseAllDocuments(text).map(document => document.toJS());

/** What Argo CD and Flux read. */
export const deliveryFiles = (tree: FileTree): string[] =>
  Object.keys(tree).filter(name => /(^|\/)(argocd|flux)\/.+\.yaml$/.test(name));
