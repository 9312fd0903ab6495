/** A Kubernetes label selector, as annotations of catalog entities spell it. */
export interface LabelSelector {
  /** The same for selectors that say the same. */
  text: string;
  matches(labels: Readonly<Record<string, string>>): boolean;
}

interface Requirement {
  text: string;
  matches(value: string | undefined): boolean;
}

const key = '([A-Za-z0-9][A-Za-z0-9._/-]*)';
const among = new RegExp(`^${key} +(in|notin) *\\(([^()]*)\\)$`);
const equals = new RegExp(`^${key} *(=|==|!=) *([A-Za-z0-9._-]*)$`);
const exists = new RegExp(`^(!?) *${key}$`);

/** `undefined` for what is no selector, or demands no label at all: it would match nothing, or nearly everything. */
export function parseLabelSelector(text: string): LabelSelector | undefined {
  // Commas inside brackets divide values, the others requirements.
  const parts = text.split(/,(?![^(]*\))/).map(part => part.trim());
  const requirements = parts.map(requirementOf);
  const valid = requirements.filter(found => found !== undefined);
  const demands = valid.some(one => !one.matches(undefined));
  if (valid.length < parts.length || !demands) {
    return undefined;
  }
  return {
    text: valid
      .map(found => found.text)
      .sort()
      .join(','),
    matches: labels =>
      valid.every(one => one.matches(ownValue(labels, keyOf(one)))),
  };
}

function keyOf({ text }: Requirement): string {
  return /^!?([^ =!]+)/.exec(text)![1];
}

function ownValue(labels: Readonly<Record<string, string>>, name: string) {
  return Object.hasOwn(labels, name) ? labels[name] : undefined;
}

function requirementOf(text: string): Requirement | undefined {
  const set = among.exec(text);
  if (set) {
    const [, name, operator, list] = set;
    const values = list.split(',').map(value => value.trim());
    return {
      text: `${name} ${operator} (${[...values].sort().join(',')})`,
      matches: value =>
        (value !== undefined && values.includes(value)) === (operator === 'in'),
    };
  }
  const equality = equals.exec(text);
  if (equality) {
    const [, name, operator, wanted] = equality;
    const not = operator === '!=';
    return {
      text: `${name}${not ? '!=' : '='}${wanted}`,
      matches: value => (value === wanted) !== not,
    };
  }
  const existence = exists.exec(text);
  return existence
    ? {
        text: `${existence[1]}${existence[2]}`,
        matches: value => (value === undefined) === (existence[1] === '!'),
      }
    : undefined;
}
