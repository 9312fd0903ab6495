import { useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { CreatePlatform } from '@slipway/plugin-slipway-common';
import { slipwayApiRef } from '../api';

/** What the form has to know of the platform; `failed` when nobody could tell it. */
export function useCreatePlatform(): {
  platform?: CreatePlatform;
  failed: boolean;
} {
  const api = useApi(slipwayApiRef);
  const [state, setState] = useState<{
    platform?: CreatePlatform;
    failed: boolean;
  }>({ failed: false });
  useEffect(() => {
    const controller = new AbortController();
    api.getCreatePlatform({ signal: controller.signal }).then(
      platform => setState({ platform, failed: false }),
      () => controller.signal.aborted || setState({ failed: true }),
    );
    return () => controller.abort();
  }, [api]);
  return state;
}
