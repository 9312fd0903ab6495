import { ConfigReader } from '@backstage/config';
import { stagesIn } from '../entities/stages';
import { namerFor } from '../sources/kubernetes/whose';

/** A portal in which no entity claims anything. */
export const unclaimed = {
  claims: [],
  stageOf: stagesIn(new ConfigReader({})),
};

/** The same for what reads all clusters. */
export const inUnclaimedPortal = {
  stageOf: unclaimed.stageOf,
  entities: {
    claims: { claims: unclaimed.claims, until: new AbortController().signal },
    entities: [],
    read: AbortSignal.abort(),
  },
};

/** Whose an object of cluster eu-1 is there. */
export const whose = namerFor('eu-1', unclaimed.claims, unclaimed.stageOf);
