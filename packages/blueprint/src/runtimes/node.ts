import { DOCKERFILE_HEAD, exposed, USER } from './runtime';
import type { ImageInput, RuntimeFacts } from './runtime';

/** Native modules fit the C library that they were built with, so both stages have the same. */
const nodeImages = {
  distroless: {
    build: 'docker.io/library/node:24-trixie-slim',
    run: 'gcr.io/distroless/nodejs24-debian13:nonroot',
  },
  alpine: {
    build: 'docker.io/library/node:24-alpine',
    run: 'docker.io/library/node:24-alpine',
  },
};

export const node: RuntimeFacts = {
  finals: ['distroless', 'alpine'],
  built: ['node_modules', 'dist', 'coverage'],
  start: program => ({ args: [`dist/${program}.js`] }),
  live: {
    rebuild: ['package.json', 'package-lock.json'],
    source: '/app',
    start: program => ['node', '--watch', `src/${program}.ts`],
    once: program => ['node', `src/${program}.ts`],
  },
  commands: (_program, port) => [
    ['npm ci', ''],
    ['npm run dev', port ? `serves on port ${port}` : 'runs it'],
    ['npm test', ''],
  ],
  dockerfile,
};

export function nodeStages(input: ImageInput, key: string) {
  const { images, final, base } = input;
  const own = nodeImages[final === 'alpine' ? 'alpine' : 'distroless'];
  const build = images[`${key}Build`] ?? own.build;
  return {
    run: base ?? images[`${key}Runtime`] ?? own.run,
    // The distroless image starts node by itself.
    entry: base || final === 'alpine' ? 'ENTRYPOINT ["node"]\n' : '',
    head: `${DOCKERFILE_HEAD}
FROM ${build} AS modules
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci

# What the pipeline asks before it builds: docker build --target test .
FROM modules AS test
COPY . .
RUN npm run lint && npm test
`,
  };
}

function dockerfile(input: ImageInput): string {
  const { head, run, entry } = nodeStages(input, 'node');
  const { programs, ports, calls } = input;
  // It tells callers what can be called, and reads that there.
  const api = calls ? 'COPY --from=build /app/api ./api\n' : '';
  return `${head}
# For Tilt: node starts itself anew when a file changes.
FROM modules AS dev
ENV HOME=/tmp
COPY --chown=${USER} . .
RUN chown ${USER} /app
USER ${USER}
CMD ["node", "--watch", "src/${programs[0]}.ts"]

FROM modules AS build
COPY . .
RUN npm run build && npm prune --omit=dev

FROM ${run}
ARG VERSION=dev
ENV NODE_ENV=production APP_VERSION=$VERSION
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
${api}USER ${USER}
${exposed(ports)}${entry}CMD ["dist/${programs[0]}.js"]
`;
}
