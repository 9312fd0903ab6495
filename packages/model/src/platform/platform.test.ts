import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseService } from '../spec';
import { ownershipFindings } from './ownership';
import { parsePlatform } from './parse';

const folder = resolve(__dirname, '../../../../examples/platforms');
const flux = readFileSync(`${folder}/k3s-with-flux.yaml`, 'utf8');

describe('parsePlatform', () => {
  it.each(['k3s-with-flux.yaml', 'clouds-with-argocd.yaml'])(
    'accepts %s',
    file => {
      const text = readFileSync(`${folder}/${file}`, 'utf8');
      expect(parsePlatform(text).findings).toEqual([]);
    },
  );

  it('adds up the volumes of a namespace, and shows both sums', () => {
    expect(parsePlatform(flux.replace('320Gi', '50Gi')).findings).toEqual([
      {
        rule: 'platform.storage',
        severity: 'error',
        path: 'spec.namespaces.production.quota.storage',
        line: expect.any(Number),
        column: expect.any(Number),
        message:
          "the volumes in 'production' ask for 310Gi together, and its quota has 50Gi: vault 10Gi, prometheus 50Gi, loki 50Gi, postgres 100Gi, kafka 100Gi",
        remedy:
          'Raise it to at least 310Gi, or give something a namespace of its own',
      },
    ]);
  });

  it.each([
    ['cluster: vps', 'cluster: vsp', 'platform.cluster', 'Write vps'],
    [
      'prometheus: { namespace: production',
      'prometheus: { namespace: prodution',
      'platform.namespace',
      'Write production',
    ],
    ['engine: flux', 'engine: argocd', 'platform.intervals', 'Remove'],
    ['unseal: manual', 'unsael: manual', 'spec.unknown-field', 'Write unseal'],
    ['on: k3s', 'on: gke', 'spec.value', ''],
  ])('finds %s written as %s', (from, to, rule, remedy) => {
    const { platform, findings } = parsePlatform(flux.replace(from, to));
    expect(platform).toBeUndefined();
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule,
        remedy: expect.stringContaining(remedy),
        line: expect.any(Number),
      }),
    );
  });
});

describe('who owns a namespace', () => {
  const service = (name: string, namespace: string) =>
    parseService(`apiVersion: slipway.dev/v1alpha1
kind: Service
metadata: { name: ${name}, owner: team }
spec:
  runtime: go
  workload: { type: http }
  environments: { prod: { cluster: vps, namespace: ${namespace} } }
  repository: { host: github, url: https://github.com/neotool/x }
`).service!;
  const { platform } = parsePlatform(flux);

  it.each([
    ['web', 'production', []],
    ['web', '{ own: true }', []],
    ['web', '{ name: production, own: true }', ['owner.both']],
    ['web', 'prodution', ['owner.nobody']],
    ['other', 'production', ['owner.service']],
  ])('%s in %s', (name, namespace, rules) => {
    const findings = ownershipFindings(service(name, namespace), platform!);
    expect(findings.map(({ rule }) => rule)).toEqual(rules);
  });
});
