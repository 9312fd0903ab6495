import type { FileTree, Finding } from '@slipway/model';

/** How images of a repository are made: what is not pinned, runs as root, or leaves a secret behind. */
export function dockerfileFindings(tree: FileTree): Finding[] {
  return Object.keys(tree)
    .filter(path => /(^|\/)(Dockerfile|Containerfile)(\.[\w-]+)?$/.test(path))
    .filter(path => !path.endsWith('.dockerignore'))
    .flatMap(file =>
      findingsOf(instructionsOf(tree[file].content)).map(finding => ({
        ...finding,
        file,
      })),
    );
}

interface Instruction {
  name: string;
  rest: string;
  line: number;
}

const known =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)$/;

/** Instructions with what follows on other lines; comments, and what a here-document holds, are none. */
function instructionsOf(text: string): Instruction[] {
  const lines = text.split(/\r?\n/);
  const instructions: Instruction[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = i + 1;
    let whole = lines[i].trim();
    if (whole === '' || whole.startsWith('#')) {
      continue;
    }
    while (/\\\s*$/.test(whole) && i + 1 < lines.length) {
      const next = lines[++i].trim();
      whole =
        whole.replace(/\\\s*$/, ' ') + (next.startsWith('#') ? '\\' : next);
    }
    for (const [, , end] of whole.matchAll(/<<-?(["']?)(\w+)\1/g)) {
      do {
        i++;
      } while (i < lines.length && lines[i].trim() !== end);
    }
    const [, name, rest = ''] = /^(\S+)\s*([^]*)$/.exec(whole) ?? [];
    instructions.push({ name: name.toUpperCase(), rest, line });
  }
  return instructions;
}

function found(
  rule: string,
  { line }: Pick<Instruction, 'line'>,
  message: string,
  remedy: string,
): Finding {
  return { rule, severity: 'error', message, remedy, line };
}

function findingsOf(instructions: readonly Instruction[]): Finding[] {
  const stages = instructions.filter(({ name }) => name === 'FROM');
  if (stages.length === 0) {
    return [
      found(
        'dockerfile.invalid',
        { line: 1 },
        'no image is built from anything',
        'Begin with FROM',
      ),
    ];
  }
  return [
    ...instructions
      .filter(({ name }) => !known.test(name))
      .map(one =>
        found(
          'dockerfile.invalid',
          one,
          `'${one.name}' is no instruction`,
          'Correct the word',
        ),
      ),
    ...baseFindings(instructions),
    ...copyFindings(instructions),
    ...userFindings(instructions),
    ...instructions.flatMap(secretFindings),
  ];
}

const words = (text: string) =>
  text.split(/\s+/).filter(word => word !== '' && !word.startsWith('--'));

/** The stages by name and number, as far as they are defined before a line. */
function stagesBefore(
  instructions: readonly Instruction[],
  line: number,
): string[] {
  return instructions
    .filter(one => one.name === 'FROM' && one.line < line)
    .flatMap((one, index) => {
      const [, as, alias] = words(one.rest);
      return [String(index), ...(/^as$/i.test(as ?? '') ? [alias] : [])];
    });
}

function baseFindings(instructions: readonly Instruction[]): Finding[] {
  return instructions
    .filter(({ name }) => name === 'FROM')
    .filter(one => {
      const [image = ''] = words(one.rest);
      const own = stagesBefore(instructions, one.line).includes(image);
      const pinned =
        /@sha256:/.test(image) || /:(?!latest$)[^/:]+$/.test(image);
      return !own && image !== 'scratch' && !image.includes('$') && !pinned;
    })
    .map(one =>
      found(
        'dockerfile.tag',
        one,
        `it is built on whatever '${words(one.rest)[0]}' is at the time`,
        'Name a tag other than latest, or a digest',
      ),
    );
}

/** What `COPY --from` names is a stage from above, or an image of elsewhere. */
function copyFindings(instructions: readonly Instruction[]): Finding[] {
  return instructions
    .filter(({ name }) => name === 'COPY')
    .flatMap(one => {
      const [, from] = /--from=(\S+)/.exec(one.rest) ?? [];
      const before = stagesBefore(instructions, one.line);
      return from === undefined || before.includes(from) || /[/:.$@]/.test(from)
        ? []
        : [
            found(
              'dockerfile.stage',
              one,
              `it copies from '${from}', which is no stage above`,
              `Write ${before
                .filter(name => !/^\d+$/.test(name))
                .join(' or ')}`,
            ),
          ];
    });
}

/** The user of the last stage, which is that of the stage that it builds on where it names none. */
function userFindings(instructions: readonly Instruction[]): Finding[] {
  const users = new Map<string, string | undefined>();
  let stage = '';
  let last: Instruction | undefined;
  for (const one of instructions) {
    if (one.name === 'FROM') {
      const [image, as, alias] = words(one.rest);
      stage = /^as$/i.test(as ?? '') ? alias : `${one.line}`;
      // Some images say by their tag that they are not root's.
      const base = /nonroot/.test(image) ? 'nonroot' : users.get(image);
      users.set(stage, base);
      last = one;
    } else if (one.name === 'USER') {
      users.set(stage, words(one.rest)[0]);
      last = one;
    }
  }
  const user = users.get(stage);
  return user === undefined || /^(root|0)(:|$)/.test(user)
    ? [
        found(
          'dockerfile.user',
          last!,
          user ? 'it runs as root' : 'it says not as whom it runs, so as root',
          'Add USER with a number, for example 65532:65532',
        ),
      ]
    : [];
}

const secret =
  /(^|\s)(\w*(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_KEY)\w*)[= ]["']?[^\s"'$]/i;

function secretFindings(one: Instruction): Finding[] {
  const [, , name] = ['ENV', 'ARG'].includes(one.name)
    ? secret.exec(one.rest) ?? []
    : [];
  return name
    ? [
        found(
          'dockerfile.secret',
          one,
          `the image keeps '${name}' for everybody who can pull it`,
          'Read it when the service starts, or build with --mount=type=secret',
        ),
      ]
    : [];
}
