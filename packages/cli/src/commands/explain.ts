import { explainValues, reasonOf, ruleReasons } from '@slipway/blueprint';
import { nearestName } from '@slipway/model';
import { Refusal } from '../io/refusal';
import { paint, print, printJson, report } from '../io/report';
import { readSpec } from '../io/spec';

interface Options {
  values?: boolean;
  environment?: string;
  bundle?: string;
  output: 'text' | 'json';
}

export async function explain(
  subject: string,
  options: Options,
): Promise<void> {
  if (options.values) {
    await explainSpec(subject, options);
  } else {
    explainRule(subject, options);
  }
}

function explainRule(rule: string, { output }: Options): void {
  const reason = reasonOf(rule);
  if (!reason) {
    const near = nearestName(rule, Object.keys(ruleReasons));
    throw new Refusal(
      `There is no rule '${rule}'.${
        near ? ` Did you mean ${near}?` : ''
      } There are:\n${Object.keys(ruleReasons)
        .sort()
        .map(known => `  ${known}\n`)
        .join('')}With --values a spec is explained.`,
    );
  }
  if (output === 'json') {
    printJson({ rule, reason });
  } else {
    print(`${rule}\n\n${reason}`);
  }
}

async function explainSpec(file: string, options: Options): Promise<void> {
  const { service, bundle, findings } = await readSpec(file, options);
  if (!service || !bundle) {
    report(findings, options.output);
    return;
  }
  const known = Object.keys(service.spec.environments);
  const wanted = options.environment ? [options.environment] : known;
  const unknown = wanted.find(name => !known.includes(name));
  if (unknown) {
    throw new Refusal(
      `The service has no environment '${unknown}'. It has ${known.join(
        ', ',
      )}.`,
    );
  }
  const explained = wanted.map(name => ({
    environment: name,
    values: explainValues(service, bundle, name),
  }));
  if (options.output === 'json') {
    printJson(explained);
    return;
  }
  for (const { environment, values } of explained) {
    print(`${environment}:`);
    const rows = values.map(({ path, value, origin }) => ({
      left: `  ${path} = ${JSON.stringify(value)}`,
      origin,
    }));
    const width = Math.min(
      90,
      Math.max(...rows.map(({ left }) => left.length)),
    );
    rows.forEach(({ left, origin }) =>
      print(`${left.padEnd(width)}  ${paint('dim', origin)}`),
    );
  }
}
