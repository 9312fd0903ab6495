import { node, nodeStages } from './node';
import { exposed, USER } from './runtime';
import type { ImageInput, RuntimeFacts } from './runtime';

export const nextjs: RuntimeFacts = {
  ...node,
  built: ['node_modules', '.next', 'coverage'],
  start: program => ({ args: [`${program}.js`] }),
  live: {
    ...node.live,
    start: () => ['node', 'node_modules/next/dist/bin/next', 'dev'],
  },
  dockerfile,
};

function dockerfile(input: ImageInput): string {
  const { head, run, entry } = nodeStages(input, 'nextjs');
  return `${head}
# For Tilt: the development server sees changed files itself.
FROM modules AS dev
ENV HOME=/tmp NEXT_TELEMETRY_DISABLED=1
COPY --chown=${USER} . .
RUN chown ${USER} /app
USER ${USER}
CMD ["node", "node_modules/next/dist/bin/next", "dev"]

FROM modules AS build
ENV NEXT_TELEMETRY_DISABLED=1
COPY . .
RUN npm run build

# What 'output: standalone' gathers: the server and the modules that it uses.
FROM ${run}
ARG VERSION=dev
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 APP_VERSION=$VERSION
WORKDIR /app
COPY --from=build --chown=${USER} /app/.next/standalone ./
COPY --from=build --chown=${USER} /app/.next/static ./.next/static
COPY --from=build --chown=${USER} /app/public ./public
USER ${USER}
${exposed(input.ports)}${entry}CMD ["server.js"]
`;
}
