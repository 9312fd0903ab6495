import { useEffect, useMemo, useState } from 'react';
import { storageApiRef, useApiHolder } from '@backstage/core-plugin-api';
import { viewsIn } from './named';

/** A list as its address has it, under a name. */
export type SavedView = {
  name: string;
  /** As it stands in the address. */
  query: string;
};

/** The views that somebody keeps of a list; `undefined` for as long as nobody knows them. */
export function useViews(list: string): {
  views?: SavedView[];
  keep?: (views: SavedView[]) => Promise<void>;
} {
  const storage = useApiHolder().get(storageApiRef);
  const bucket = useMemo(() => storage?.forBucket('slipway.fleet'), [storage]);
  const [views, setViews] = useState<SavedView[]>();
  useEffect(() => {
    const take = ({
      presence,
      value,
    }: {
      presence: string;
      value?: unknown;
    }) => {
      if (presence !== 'unknown') {
        setViews(viewsIn(value));
      }
    };
    const watched = bucket?.observe$<SavedView[]>(list).subscribe(take);
    take(bucket?.snapshot<SavedView[]>(list) ?? { presence: 'unknown' });
    return () => watched?.unsubscribe();
  }, [bucket, list]);
  return {
    views,
    // What is not known yet must not be overwritten.
    ...(bucket && views && { keep: next => bucket.set(list, next) }),
  };
}
