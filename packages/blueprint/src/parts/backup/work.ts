import type { IEnvVar } from 'kubernetes-models/v1';

/** One step of a job: what it may know is what it needs. */
export interface Step {
  name: string;
  image: string;
  user: number;
  script: string;
  env: IEnvVar[];
}

/** What a job of backups does: steps that run one after the other, the last one of which reports. */
export interface Work {
  steps: Step[];
  /** Room for what is on its way. */
  room: string;
}
