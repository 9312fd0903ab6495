import { VaultServerConfig } from './config';
import { VaultPlace } from './place';

/** Where people see a secret: by the way that OpenBao and all Vaults know, newer ones lead on from it. */
export function secretLink(
  {
    frontendUrl,
    namespace,
  }: Pick<VaultServerConfig, 'frontendUrl' | 'namespace'>,
  { mount, path }: Pick<VaultPlace, 'mount' | 'path'>,
): string | undefined {
  if (!frontendUrl) {
    return undefined;
  }
  const shown = path.split('/').map(encodeURIComponent).join('/');
  const query = namespace ? `?${new URLSearchParams({ namespace })}` : '';
  return `${frontendUrl}/ui/vault/secrets/${encodeURIComponent(
    mount,
  )}/show/${shown}${query}`;
}
