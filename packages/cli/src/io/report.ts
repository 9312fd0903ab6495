import type { Finding } from '@slipway/model';
import { ruleReasons } from '@slipway/blueprint';

export type Format = 'text' | 'json' | 'sarif';

const colours = { error: 31, warning: 33, dim: 2, good: 32 };

/** Colours on a terminal alone. */
export function paint(colour: keyof typeof colours, text: string): string {
  return process.stdout.isTTY && !process.env.NO_COLOR
    ? `\u001b[${colours[colour]}m${text}\u001b[0m`
    : text;
}

export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2));
}

/** Says all findings, and whether there is an error among them. */
export function report(findings: readonly Finding[], format: Format): boolean {
  if (format === 'json') {
    printJson({ findings });
  } else if (format === 'sarif') {
    printJson(sarif(findings));
  } else {
    findings.forEach(finding => print(inWords(finding)));
  }
  const failed = findings.some(({ severity }) => severity === 'error');
  if (failed) {
    process.exitCode = 1;
  }
  return failed;
}

function inWords(finding: Finding): string {
  const { severity, rule, message, remedy, path } = finding;
  return `${placeOf(finding)}${paint(severity, severity)}: ${message} ${paint(
    'dim',
    `[${rule}]`,
  )}
${path ? `    at ${path}\n` : ''}    ${remedy}`;
}

function placeOf({ file, line, column }: Finding): string {
  const place = [file, line, column].filter(Boolean).join(':');
  return place && `${place}: `;
}

/** What code hosts show beside the lines of a pull request. */
function sarif(findings: readonly Finding[]) {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'slipway',
            informationUri: 'https://github.com/slipway-dev/slipway',
            rules: rules.map(id => ({
              id,
              ...(ruleReasons[id]
                ? { fullDescription: { text: ruleReasons[id] } }
                : {}),
            })),
          },
        },
        results: findings.map(
          ({ rule, severity, message, remedy, file, line, column }) => ({
            ruleId: rule,
            level: severity,
            message: { text: `${message}. ${remedy}.` },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: file ?? 'slipway.yaml' },
                  region: { startLine: line ?? 1, startColumn: column ?? 1 },
                },
              },
            ],
          }),
        ),
      },
    ],
  };
}
