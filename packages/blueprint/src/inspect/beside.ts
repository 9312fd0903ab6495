import { parse } from 'yaml';
import type {
  FileTree,
  Finding,
  PlatformBundle,
  Service,
} from '@slipway/model';
import { renderService } from '../render';
import type { Rendered } from '../render';

/** A file that would be written and is there: the team's own, which stays as it is. */
export interface Kept {
  path: string;
  /** What is missed by that, and how it comes nevertheless. */
  note?: string;
}

export interface Beside extends Rendered {
  /** The service as it is then: it says which files are the team's own. */
  service: Service;
  kept: Kept[];
}

/**
 * Renders a service into a repository that has files. None of them is changed: a spec that says which ones are the team's own
 * is rendered without them, now and at each later time.
 */
export function renderBeside(
  service: Service,
  bundle: PlatformBundle,
  existing: readonly string[],
): Beside {
  const first = renderService(service, bundle);
  // On many machines two names that differ by case are one file.
  const there = new Set(existing.map(path => path.toLowerCase()));
  const met = Object.keys(first.tree).filter(
    path =>
      there.has(path.toLowerCase()) &&
      !/(^|\/)(slipway\.yaml$|\.slipway\/)/.test(path),
  );
  const needed = met.filter(path => /(^|\/)deploy\//.test(path));
  if (met.length === 0 || needed.length > 0) {
    return {
      ...first,
      service,
      kept: [],
      findings: [...first.findings, ...needed.map(inTheWay)],
    };
  }
  const { repository } = service.spec;
  const own = [...(repository.own ?? []), ...met];
  const beside: Service = {
    ...service,
    spec: { ...service.spec, repository: { ...repository, own } },
  };
  return {
    ...renderService(beside, bundle),
    service: beside,
    kept: met.map(path => keptFile(path, first.tree)),
  };
}

function inTheWay(file: string): Finding {
  return {
    rule: 'repository.free',
    severity: 'error',
    file,
    message: 'is there already, and what deploys the service has to be there',
    remedy:
      'Move what is there to another folder of the repository first, and see that its own pipeline finds it',
  };
}

function keptFile(path: string, tree: FileTree): Kept {
  if (/^(\.github\/workflows\/|\.gitlab-ci\.yml$)/.test(path)) {
    return {
      path,
      note: 'So there is no pipeline that builds the image and tells its tag to the overlays. Give yours another name and take this one out of `repository.own`, or let yours do both.',
    };
  }
  if (/(^|\/)catalog-info\.yaml$/.test(path)) {
    const { metadata } = parse(tree[path].content) as {
      metadata: { annotations: Record<string, string> };
    };
    return {
      path,
      note: `Add to its annotations what the portal finds the service by:\n\n${Object.entries(
        metadata.annotations,
      )
        .map(([name, value]) => `      ${name}: ${JSON.stringify(value)}`)
        .join('\n')}\n`,
    };
  }
  return { path };
}
