import { workflow } from './places';
import type { Row } from './row';

/** Dockerfile, workflow and Tiltfile. */
export const files: readonly Row[] = [
  [
    'an image without a tag',
    'dockerfile.tag',
    'Dockerfile',
    /golang:[\w.-]+/,
    'golang',
  ],
  [
    'an image that runs as root',
    'dockerfile.user',
    'Dockerfile',
    /USER 65532:65532(?![^]*USER)/,
    'USER root',
  ],
  [
    'a stage that is not there',
    'dockerfile.stage',
    'Dockerfile',
    '--from=build',
    '--from=builder',
  ],
  [
    'an instruction misspelt',
    'dockerfile.invalid',
    'Dockerfile',
    'ENTRYPOINT',
    'ENTRIPOINT',
  ],
  [
    'a token in the image',
    'dockerfile.secret',
    'Dockerfile',
    'ARG VERSION=dev',
    'ENV API_TOKEN=abc123',
  ],
  [
    'an action by its tag',
    'workflow.pin',
    workflow,
    /(actions\/checkout)@[0-9a-f]{40}/,
    '$1@v4',
  ],
  [
    'a job that waits for none',
    'workflow.needs',
    workflow,
    'needs: test',
    'needs: tests',
  ],
  [
    'a title in a script',
    'workflow.injection',
    workflow,
    'run: echo "',
    'run: echo "${{ github.event.pull_request.title }} ',
  ],
  [
    'rights of the default',
    'workflow.permissions',
    workflow,
    /^permissions:\n {2}contents: read\n/m,
    '',
  ],
  [
    'a job that runs nowhere',
    'workflow.invalid',
    workflow,
    '    runs-on: ubuntu-latest\n',
    '',
  ],
  [
    'a bracket not closed',
    'tiltfile.invalid',
    'Tiltfile',
    'allow_k8s_contexts(context)',
    'allow_k8s_contexts(context',
  ],
  [
    'an overlay that Tilt does not find',
    'tiltfile.path',
    'Tiltfile',
    'deploy/overlays/dev',
    'deploy/overlays/development',
  ],
];
