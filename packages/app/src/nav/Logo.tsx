import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import styles from './Logo.module.css';

/** A hull on its slip; the name beside it when there is room. */
export const Logo = () => {
  const { isOpen } = useSidebarOpenState();
  return (
    <Link
      to="/"
      underline="none"
      className={styles.logo}
      style={{
        width: isOpen
          ? sidebarConfig.drawerWidthOpen
          : sidebarConfig.drawerWidthClosed,
      }}
      aria-label="Slipway, home"
    >
      <svg
        viewBox="0 0 24 24"
        width="24"
        height="24"
        aria-hidden="true"
        className={styles.mark}
      >
        <path
          fill="currentColor"
          d="M12.5 3v8.5H19L12.5 3Zm-2 2.5L5.5 11.5h5v-6ZM4 13.5h16l-2.2 4.3c-.2.4-.6.7-1.1.7H7.3c-.5 0-.9-.3-1.1-.7L4 13.5Z"
        />
        <path
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
          d="M3 21.5l18-1.5"
        />
      </svg>
      {isOpen && <span className={styles.name}>Slipway</span>}
    </Link>
  );
};
