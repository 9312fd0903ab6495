import type { Entity } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import shared from '../../elements/shared.module.css';
import styles from './Overview.module.css';

/** The cards of a service: as many beside one another as there is room for. */
export const Overview = ({
  cards,
}: {
  cards: {
    element: JSX.Element;
    /** A portal may show one for some entities alone. */
    shownFor?: (entity: Entity) => boolean;
  }[];
}) => {
  const { entity } = useEntity();
  return (
    <div className={shared.page}>
      <div className={styles.cards}>
        {cards
          .filter(({ shownFor }) => shownFor?.(entity) ?? true)
          .map(({ element }) => element)}
      </div>
    </div>
  );
};
