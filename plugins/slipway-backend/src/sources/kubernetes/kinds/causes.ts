import { DeliveryCause, FetchCause } from '@slipway/plugin-slipway-common';
import { text } from './read';

const words: [RegExp, DeliveryCause][] = [
  [/exceeded quota/i, 'quota'],
  [/field is immutable|immutable field|updates to .* forbidden/i, 'immutable'],
  [/no matches for kind|could not find .* CRD|ensure CRDs/i, 'missing-kind'],
  [/namespaces? "[^"]*" not found/i, 'missing-namespace'],
  // A build that lacks a file says "no such file", too: that is another thing.
  [/app path does not exist|kustomization path not found/i, 'path'],
  [
    /unable to resolve .* to a commit|reference not found|couldn't find remote ref|revision .* not found/i,
    'revision',
  ],
  [
    /authentication required|repository not (found|accessible)|failed to (list refs|fetch|clone|checkout)|could not read Username|artifact (not|failed)|Source .* not found/i,
    'repository',
  ],
  [
    /not permitted in project|project .* (does not exist|not found|is referencing)/i,
    'project',
  ],
  [
    /unable to find destination server|there are no clusters|cluster .* not found|connection refused|no such host|failed to get cluster/i,
    'destination',
  ],
  [
    /kustomize build|failed to generate manifest|build failed|helm template/i,
    'build',
  ],
  [
    /is forbidden|forbidden:|cannot (create|patch|get|list) resource/i,
    'forbidden',
  ],
  [
    /is invalid|admission webhook .* denied|unknown field|validation/i,
    'invalid',
  ],
  [/dependency .* not ready|dependencies/i, 'dependency'],
  [/health check failed|not healthy/i, 'health'],
  [/timed? ?out|deadline exceeded/i, 'timeout'],
];

const fetchWords: [RegExp, FetchCause][] = [
  [/secrets? "[^"]*" not found|secret '[^']*' not found/i, 'secret'],
  [
    /couldn't find remote ref|reference not found|unable to resolve|MANIFEST_UNKNOWN|manifest unknown|no match found for semver|object not found/i,
    'revision',
  ],
  [
    /x509|certificate|knownhosts|host key|server gave HTTP response to HTTPS/i,
    'trust',
  ],
  [/verif(y|ied|ication)|signature/i, 'signature'],
  [
    /authenti(cat|fi)|authorization|unauthori[sz]ed|(access|permission) denied|forbidden|\bDENIED\b|\b40[13]\b/i,
    'credentials',
  ],
  [
    /repository not found|NAME_UNKNOWN|no such bucket|(bucket|chart) .* (not found|does not exist)|no chart (name|version) found|\b404\b/i,
    'missing',
  ],
  [
    /no such host|server misbehaving|connection re(fused|set)|no route to host|network is unreachable|broken pipe|\bEOF\b|proxyconnect|\b50[234]\b/i,
    'host',
  ],
  [/timed? ?out|deadline exceeded/i, 'timeout'],
];

/** The same of why something could not be fetched; its address may have any of the words. */
export function fetchCauseOf(message: unknown): FetchCause | undefined {
  const said = text(message)?.replaceAll(/\w+:\/\/[^\s'"]+/g, '');
  return firstIn(fetchWords, said);
}

/** Says in known words what a message is about; the message itself may name addresses, and what somebody wrote. */
export function causeOf(...messages: unknown[]): DeliveryCause | undefined {
  return firstIn(words, ...messages);
}

function firstIn<C>(
  all: readonly [RegExp, C][],
  ...messages: unknown[]
): C | undefined {
  const said = messages.map(text).filter(Boolean).join('\n').slice(0, 10_000);
  return all.find(([pattern]) => pattern.test(said))?.[1];
}
