import { badRequest } from './status';
import { KubernetesObject } from './types';

export type Matcher = (object: KubernetesObject) => boolean;

type Labels = Record<string, string>;
type Requirement = (labels: Labels) => boolean;

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9_./-]*[A-Za-z0-9])?';
const VALUE = '(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?)?';
const EQUALITY = new RegExp(`^(${NAME})\\s*(==?|!=)\\s*(${VALUE})$`);
const SET = new RegExp(`^(${NAME})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const EXISTENCE = new RegExp(`^(!?)\\s*(${NAME})$`);

/** `a=b,c!=d,e in (x,y),f notin (z),g,!h` */
function parseLabelSelector(text: string): (labels: Labels) => boolean {
  const requirements = splitOutsideBrackets(text).map(parseRequirement);
  return labels => requirements.every(matches => matches(labels));
}

function parseRequirement(text: string): Requirement {
  const equality = EQUALITY.exec(text);
  if (equality) {
    const [, key, operator, value] = equality;
    return operator === '!='
      ? labels => labels[key] !== value
      : labels => labels[key] === value;
  }
  const set = SET.exec(text);
  if (set) {
    const [, key, operator, list] = set;
    const values = new Set(list.split(',').map(v => v.trim()));
    return operator === 'in'
      ? labels => key in labels && values.has(labels[key])
      : labels => !(key in labels) || !values.has(labels[key]);
  }
  const existence = EXISTENCE.exec(text);
  if (existence) {
    const [, not, key] = existence;
    return labels => key in labels === !not;
  }
  throw badRequest(
    `unable to parse requirement: found '${text}', expected: a label selector`,
  );
}

function splitOutsideBrackets(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if (character === '(') {
      depth += 1;
    } else if (character === ')') {
      depth -= 1;
    }
    if (character === ',' && depth === 0) {
      parts.push(part);
      part = '';
    } else {
      part += character;
    }
  }
  return [...parts, part].map(p => p.trim()).filter(p => p !== '');
}

/** The fields that a real server lets select by, of the kinds that somebody selects. */
const FIELDS: Record<string, string[]> = {
  Pod: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.serviceAccountName',
    'status.phase',
    'status.podIP',
  ],
  Event: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  Secret: ['type'],
  Namespace: ['status.phase'],
};

function parseFieldSelector(kind: string, text: string): Matcher {
  const known = [
    'metadata.name',
    'metadata.namespace',
    ...(FIELDS[kind] ?? []),
  ];
  const requirements = text
    .split(',')
    .filter(part => part.trim() !== '')
    .map(part => {
      const match = /^([^=!]+)(==?|!=)(.*)$/.exec(part.trim());
      if (!match) {
        throw badRequest(
          `invalid selector: '${text}'; can't understand '${part}'`,
        );
      }
      const [, field, operator, value] = match;
      if (!known.includes(field)) {
        throw badRequest(`field label not supported: ${field}`);
      }
      return (object: KubernetesObject) =>
        (fieldOf(object, field) === value) === (operator !== '!=');
    });
  return object => requirements.every(matches => matches(object));
}

function fieldOf(object: KubernetesObject, field: string): string {
  const path = field === 'source' ? ['source', 'component'] : field.split('.');
  let value: any = object;
  for (const step of path) {
    value = value?.[step];
  }
  return value === undefined ? '' : String(value);
}

/** Both selectors of a request as one. */
export function matcherOf(
  kind: string,
  labelSelector: string | undefined,
  fieldSelector: string | undefined,
): Matcher {
  const labels = labelSelector ? parseLabelSelector(labelSelector) : undefined;
  const fields = fieldSelector
    ? parseFieldSelector(kind, fieldSelector)
    : undefined;
  return object =>
    (!labels || labels(object.metadata.labels ?? {})) &&
    (!fields || fields(object));
}
