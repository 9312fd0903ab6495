import { isMap, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { yamlHazard } from '../yamlHazard';

/** From one version to the next. It changes the document in place, so that comments and order stay. */
export interface Conversion {
  from: string;
  to: string;
  apply(document: Document): void;
}

/** There was no older version yet: the first change of the format adds the first line here. */
const conversions: readonly Conversion[] = [];

const CURRENT = 'slipway.dev/v1alpha1';

export interface Converted {
  text: string;
  from: string;
  to: string;
  /** Why it could not be done. */
  problem?: string;
}

/** A spec of any known version as one of the current version. */
export function convertSpec(
  text: string,
  known: readonly Conversion[] = conversions,
): Converted {
  const refused = (problem: string, from = ''): Converted => ({
    text,
    from,
    to: CURRENT,
    problem,
  });
  const hazard = yamlHazard(text);
  if (hazard) {
    return refused(hazard);
  }
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) {
    return refused(
      document.errors[0]?.message.split('\n')[0] ?? 'this is no spec',
    );
  }
  const from = String(document.get('apiVersion') ?? '');
  for (;;) {
    const next = nextOf(document, known);
    if (next === 'none') {
      break;
    }
    if (!next) {
      return refused(
        `apiVersion '${from}' is not known; known are ${[
          ...known.map(conversion => conversion.from),
          CURRENT,
        ].join(', ')}`,
        from,
      );
    }
    next.apply(document as Document);
    document.set('apiVersion', next.to);
  }
  return {
    text: from === CURRENT ? text : document.toString({ lineWidth: 0 }),
    from,
    to: CURRENT,
  };
}

function nextOf(
  document: Document.Parsed,
  known: readonly Conversion[],
): Conversion | 'none' | undefined {
  const version = String(document.get('apiVersion') ?? '');
  return version === CURRENT
    ? 'none'
    : known.find(conversion => conversion.from === version);
}
