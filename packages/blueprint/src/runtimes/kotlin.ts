import { devLoop, DOCKERFILE_HEAD, exposed, USER } from './runtime';
import type { ImageInput, RuntimeFacts } from './runtime';

const finals = {
  distroless: 'gcr.io/distroless/java25-debian13:nonroot',
  alpine: 'docker.io/library/eclipse-temurin:25-jre-alpine',
  scratch: '',
};

function fileOf(program: string): string {
  return program
    .split('-')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** The class that Kotlin makes of a file's top-level functions. */
function classOf(program: string): string {
  return `app.${fileOf(program)}Kt`;
}

export const kotlin: RuntimeFacts = {
  finals: ['distroless', 'alpine'],
  built: ['target'],
  fileOf,
  start: program => ({ args: [classOf(program)] }),
  live: {
    rebuild: ['pom.xml'],
    source: '/src',
    run: () => 'mvn -B -q -o compile && kill -TERM $(cat /tmp/server.pid)',
    start: program => ['/usr/local/bin/dev', classOf(program)],
    once: program => [
      'java',
      '-cp',
      'target/classes:target/lib/*',
      classOf(program),
    ],
  },
  commands: (program, port) => [
    [
      `mvn compile exec:java -Dexec.mainClass=${classOf(program)}`,
      port ? `serves on port ${port}` : 'runs it',
    ],
    ['mvn verify', ''],
  ],
  dockerfile,
};

function dockerfile(input: ImageInput): string {
  const { images, final, base, programs, ports } = input;
  const build =
    images.kotlinBuild ?? 'docker.io/library/maven:3.9-eclipse-temurin-25';
  const maven = '--mount=type=cache,target=/root/.m2';
  const first = classOf(programs[0]);
  return `${DOCKERFILE_HEAD}
FROM ${build} AS modules
WORKDIR /src
COPY pom.xml ./
RUN ${maven} mvn -B -q dependency:go-offline

# What the pipeline asks before it builds: docker build --target test .
FROM modules AS test
COPY . .
RUN ${maven} mvn -B verify

# For Tilt: keeps Maven and its repository, so that a change is compiled in place; the loop starts what was built.
FROM ${build} AS dev
ENV HOME=/tmp MAVEN_OPTS=-Dmaven.repo.local=/tmp/m2
WORKDIR /src
${devLoop('java -cp "target/classes:target/lib/*" "$1"')}
COPY --chown=${USER} . .
RUN chown ${USER} /src
USER ${USER}
RUN mvn -B -q -DskipTests package
CMD ["/usr/local/bin/dev", "${first}"]

# The build puts the program into target/app.jar and what it uses into target/lib.
FROM modules AS build
COPY . .
RUN ${maven} mvn -B -q -DskipTests package

FROM ${base ?? images.kotlinRuntime ?? finals[final]}
ARG VERSION=dev
ENV JAVA_TOOL_OPTIONS=-XX:MaxRAMPercentage=75 APP_VERSION=$VERSION
WORKDIR /app
COPY --from=build /src/target/lib ./lib
COPY --from=build /src/target/app.jar ./
USER ${USER}
${exposed(ports)}ENTRYPOINT ["java", "-cp", "/app/app.jar:/app/lib/*"]
CMD ["${first}"]
`;
}
