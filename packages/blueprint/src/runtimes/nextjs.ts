import { node, nodeStages } from './node';
import { exposed, USER } from './runtime';
import type { ImageInput, RuntimeFacts } from './runtime';

export const nextjs: RuntimeFacts = {
  ...node,
  built: ['node_modules', '.next', 'coverage'],
  start: program => ({ args: [`${program}.js`] }),
  live: {
    ...node.live,
    start: program => ['node', `src/${program}.ts`],
  },
  dockerfile,
};

function dockerfile(input: ImageInput): string {
  const { head, run, entry } = nodeStages(input, 'nextjs');
  return `${head}
# For Tilt: what serves on a developer's machine, which sees changed pages itself.
FROM modules AS dev
ENV HOME=/tmp NEXT_TELEMETRY_DISABLED=1
COPY --chown=${USER} . .
RUN chown ${USER} /app
USER ${USER}
CMD ["node", "src/${input.programs[0]}.ts"]

FROM modules AS build
ENV NEXT_TELEMETRY_DISABLED=1
COPY . .
RUN npm run build

# What 'npm run build' gathers: the programs and the modules that they use.
FROM ${run}
ARG VERSION=dev
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 APP_VERSION=$VERSION
WORKDIR /app
COPY --from=build --chown=${USER} /app/.next/standalone ./
COPY --from=build --chown=${USER} /app/.next/static ./.next/static
COPY --from=build --chown=${USER} /app/public ./public
USER ${USER}
${exposed(input.ports)}${entry}CMD ["${input.programs[0]}.js"]
`;
}
