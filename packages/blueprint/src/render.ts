import type {
  FileTree,
  Finding,
  PlatformBundle,
  Service,
} from '@slipway/model';
import { renderContext } from './context';
import { toTree } from './files';
import { parts } from './parts';
import { pristineFiles } from './pristine';
import { contextFindings, fileFindings } from './renderFindings';

export interface Rendered {
  /** Empty when there is a finding. */
  tree: FileTree;
  findings: Finding[];
}

/** The files of a service's repository: the same for the same spec and bundle, byte by byte. */
export function renderService(
  service: Service,
  bundle: PlatformBundle,
): Rendered {
  const ctx = renderContext(service, bundle);
  const before = contextFindings(ctx);
  if (before.length > 0) {
    return { tree: {}, findings: before };
  }
  const files = parts.flatMap(part => part.render(ctx));
  const findings = fileFindings(files);
  return findings.length > 0
    ? { tree: {}, findings }
    : {
        tree: { ...toTree(files), ...pristineFiles(files, service, bundle) },
        findings,
      };
}
