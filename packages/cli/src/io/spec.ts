import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseService } from '@slipway/model';
import type { Finding, PlatformBundle, Service } from '@slipway/model';
import { loadBundle } from './bundle';
import { Refusal } from './refusal';

/** The text of a file, or of standard input. */
export async function readText(file: string): Promise<string> {
  if (file === '-') {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) {
      chunks.push(Buffer.from(chunk));
    }
    return Buffer.concat(chunks).toString('utf8');
  }
  return readFile(file, 'utf8').catch(error => {
    const told: Record<string, string> = {
      ENOENT: `there is no such file. Write one with: slipway init ${file}`,
      EISDIR: `is a folder. Name the file in it: ${join(file, 'slipway.yaml')}`,
    };
    throw new Refusal(`${file}: ${told[error.code] ?? error.message}`);
  });
}

export interface ReadSpec {
  service?: Service;
  bundle?: PlatformBundle;
  findings: Finding[];
}

/** A spec and the platform that it is for; findings about the spec name the file. */
export async function readSpec(
  file: string,
  options: { bundle?: string },
): Promise<ReadSpec> {
  const { service, findings } = parseService(await readText(file));
  const named = findings.map(finding => ({ ...finding, file }));
  return service
    ? {
        service,
        findings: named,
        bundle: await loadBundle(
          options.bundle ?? service.spec.bundle,
          options.bundle || file === '-'
            ? process.cwd()
            : dirname(resolve(file)),
        ),
      }
    : { findings: named };
}
