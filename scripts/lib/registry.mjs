import { run } from './run.mjs';

/** What npm knows of the registry and the way to it, as Yarn wants to hear it; nothing of it is written down. */
export async function registryEnvironment() {
  const { code, output } = await run('npm', ['config', 'list', '--json'], {
    check: false,
    env: { ...process.env, npm_config_loglevel: 'silent' },
  });
  return code === 0
    ? toYarn(JSON.parse(output.slice(output.indexOf('{'))))
    : {};
}

export function toYarn(npm) {
  const { registry, cafile, proxy } = npm;
  return {
    ...(registry ? { YARN_NPM_REGISTRY_SERVER: registry } : {}),
    ...(registry?.startsWith('http://')
      ? { YARN_UNSAFE_HTTP_WHITELIST: new URL(registry).hostname }
      : {}),
    ...(cafile ? { YARN_HTTPS_CA_FILE_PATH: cafile } : {}),
    ...(npm['strict-ssl'] === false ? { YARN_ENABLE_STRICT_SSL: '0' } : {}),
    ...(proxy ? { YARN_HTTP_PROXY: proxy } : {}),
    ...(npm['https-proxy'] ? { YARN_HTTPS_PROXY: npm['https-proxy'] } : {}),
  };
}
