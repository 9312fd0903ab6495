import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Skeleton } from '@backstage/ui';
import { mayRun } from '@slipway/model';
import type { EntityState } from '@slipway/plugin-slipway-common';
import { Age, AsOf } from '../../elements/Age';
import { Frame, Loading, Unread } from '../../elements/Frame';
import { Trouble } from '../../elements/Trouble';
import { Verdict, type Shape } from '../../elements/Verdict';
import { useEntityState } from '../../hooks/useEntityState';
import { slipwayTranslationRef } from '../../translation';
import { Fact } from './Fact';
import {
  missingOf,
  overallOf,
  rowsOf,
  shapeOf,
  troublesOf,
  type Operation,
} from './rows';
import styles from './OperationsCard.module.css';

type Answer = EntityState['environments'][number][Operation];

const Cell = ({
  operation,
  answer,
}: {
  operation: Operation;
  answer: Answer;
}) => {
  const known =
    answer.answer === 'data'
      ? answer.value
      : 'lastKnown' in answer && answer.lastKnown?.value;
  return (
    <td data-stale={answer.answer !== 'data' || undefined}>
      <span className={styles.cell}>
        <Verdict shape={shapeOf(answer)} />
        <span className={styles.fact}>
          {known && <Fact operation={operation} state={known as never} />}{' '}
          {'lastKnown' in answer && answer.lastKnown && (
            <AsOf at={answer.lastKnown.at} />
          )}
        </span>
      </span>
    </td>
  );
};

const Matrix = ({ value, rows }: { value: EntityState; rows: Operation[] }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return (
    // Where it is too wide it scrolls, and whoever has no mouse has to reach it.
    <div
      className={styles.scroll}
      role="group"
      aria-label={t('operations.title')}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={styles.matrix}>
        <thead>
          <tr>
            <td />
            {value.environments.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(operation => (
            <tr key={operation}>
              <th scope="row">{t(`operations.row.${operation}`)}</th>
              {value.environments.map(environment => (
                <Cell
                  key={environment.name}
                  operation={operation}
                  answer={environment[operation]}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** The oldest of what is fresh: no part of the card is older. */
function freshestAll({ environments }: EntityState, rows: Operation[]) {
  return environments
    .flatMap(environment =>
      rows.flatMap(row => {
        const answer = environment[row];
        return answer.answer === 'data' ? [answer.at] : [];
      }),
    )
    .sort()
    .at(0);
}

const Loaded = ({ value }: { value: EntityState }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const rows = rowsOf(value);
  const troubles = troublesOf(value);
  const { state, unread } = overallOf(value);
  const age = freshestAll(value, rows);
  const said = (): { shape: Shape; answer: string } => {
    if (rows.length === 0) {
      return { shape: 'none', answer: t('operations.answer.none') };
    }
    if (troubles.length > 0) {
      return {
        shape: state,
        answer:
          troubles.length === 1
            ? troubles[0].message
            : t('operations.answer.many', { number: troubles.length }),
      };
    }
    if (unread) {
      return { shape: 'unknown', answer: t('operations.answer.unread') };
    }
    return {
      shape: state,
      answer:
        state === 'progressing'
          ? t('operations.answer.progressing')
          : t('operations.answer.healthy'),
    };
  };
  return (
    <Frame
      title={t('operations.title')}
      {...said()}
      age={age && <Age since={age} />}
    >
      {rows.length > 0 && <Matrix value={value} rows={rows} />}
      {troubles.map(
        ({ environment, code, message, evidence, remedy, state: shape }) => (
          <Trouble
            key={`${environment} ${code} ${message}`}
            message={troubles.length > 1 ? message : undefined}
            {...{ shape, evidence, remedy }}
          />
        ),
      )}
      {missingOf(value).map(permission => (
        <Trouble
          key={permission}
          shape="denied"
          message={t('operations.denied.what')}
          evidence={t('operations.denied.evidence', { permission })}
          remedy={t('deployments.denied.remedy')}
        />
      ))}
    </Frame>
  );
};

/** What there is to a service beside what runs: delivery, quota, scaling, backups, secrets, hosts. */
export const OperationsCard = () => {
  const { entity } = useEntity();
  const { t } = useTranslationRef(slipwayTranslationRef);
  const runs = mayRun(entity.metadata.annotations);
  const entityRef = stringifyEntityRef(entity);
  const { value, error } = useEntityState(runs ? entityRef : undefined);
  const title = t('operations.title');

  if (!runs) {
    return null;
  }
  if (value?.environments.length === 0) {
    // The card beside it says that nothing was found.
    return null;
  }
  if (value) {
    return <Loaded value={value} />;
  }
  if (error) {
    return <Unread {...{ title, entityRef, error }} />;
  }
  return (
    <Loading title={title} label={t('operations.loading')}>
      <Skeleton width="100%" height="8rem" />
    </Loading>
  );
};
