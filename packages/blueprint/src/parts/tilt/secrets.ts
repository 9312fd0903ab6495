import type { EnvironmentContext, RenderContext } from '../../context';
import { wantedSecrets } from '../secrets/wanted';
import { quoted } from './quoted';

const hosts = ['POSTGRES_HOST', 'REDIS_ADDR', 'KAFKA_BROKERS', 'RABBITMQ_URL'];

/**
 * A developer's own cluster has no store of secrets, so Tilt brings what pods read: from Infisical where the team keeps
 * them there, else made up once and kept beside the code, where Git does not look.
 */
export function secretsOfThisMachine(
  ctx: RenderContext,
  environment: EnvironmentContext,
): string {
  const { secrets } = environment;
  const brought = secrets && secrets.provider !== 'plain';
  const wanted = wantedSecrets(ctx, environment);
  if (!environment.local || brought || wanted.length === 0) {
    return '';
  }
  const list = wanted
    .map(
      ({ name, keys }) =>
        `    ${quoted(name)}: [${keys.map(quoted).join(', ')}],\n`,
    )
    .join('');
  const infisical = ctx.service.spec.secrets?.provider === 'infisical';
  const told = wanted
    .flatMap(({ keys }) => keys)
    .filter(key => hosts.includes(key));
  return `# What pods read here. ${
    infisical
      ? 'Values come from Infisical (infisical login, once); what it does not have is made up.'
      : 'Values are made up once and kept in .tilt/, which Git ignores; put a file there to choose one.'
  }
secrets = {
${list}}

${
  infisical
    ? `known = decode_json(local('infisical export --silent --env=dev --format=json', quiet=True))
values = {entry['key']: entry['value'] for entry in known}

`
    : ''
}def value_of(secret, key):
${
  infisical ? `    if key in values:\n        return values[key]\n` : ''
}    path = '.tilt/%s/%s' % (secret, key)
    if not os.path.exists(path):
        local('mkdir -p .tilt/%s && umask 077 && openssl rand -hex 16 > %s' % (secret, path), quiet=True)
    return str(read_file(path)).strip()

for secret in secrets:
    k8s_yaml(encode_yaml({
        'apiVersion': 'v1',
        'kind': 'Secret',
        'metadata': {'name': secret, 'namespace': ${quoted(
          environment.namespace,
        )}},
        'stringData': {key: value_of(secret, key) for key in secrets[secret]},
    }))
${
  told.length
    ? `# ${told.join(', ')}: nothing runs here for ${
        told.length === 1 ? 'it' : 'them'
      }, so write the address of yours into its file.\n`
    : ''
}`;
}
