import type { ReactNode } from 'react';
import { Link } from '@backstage/ui';

/** A link where it is known where to; else what would have been one. */
export const LinkOut = ({
  href,
  label,
  children,
}: {
  href: string | undefined;
  /** Whose page it is and of what, which leads out of the portal. */
  label?: string;
  children: ReactNode;
}) =>
  href ? (
    <Link href={href} target={label && '_blank'} aria-label={label}>
      {children}
    </Link>
  ) : (
    <>{children}</>
  );
