import type { ReactNode } from 'react';
import { Skeleton } from '@backstage/ui';
import { Frame } from './Frame';

/** A card on its way: as large as what will come, and named for who does not see that. */
export const Loading = ({
  title,
  label,
  wide,
  children,
}: {
  title: string;
  label: string;
  wide?: boolean;
  children: ReactNode;
}) => (
  <Frame
    title={title}
    busy
    wide={wide}
    answer={
      <div role="img" aria-label={label}>
        <Skeleton width="60%" height="1.25rem" />
      </div>
    }
  >
    {children}
  </Frame>
);
