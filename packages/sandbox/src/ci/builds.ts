import { Background, Clock, Pace } from '../clock';
import { GitError } from '../git';
import { GitHost, HostedRepository, Push, RunSummary } from '../gitea';
import { Registry } from '../registry';
import {
  digestOf,
  imageOfTree,
  isSkipped,
  tagOf,
  withTag,
  wouldRun,
} from './plan';

export type RunState =
  | 'queued'
  | 'running'
  | 'success'
  | 'failure'
  | 'cancelled';

export interface Run {
  number: number;
  /** `shop/payments` */
  repository: string;
  sha: string;
  title: string;
  state: RunState;
  queuedAt: string;
  startedAt?: string;
  finishedAt?: string;
  image?: string;
  failure?: string;
}

const QUEUE_MS = 1_000;
const STEP_MS = 1_250;
/** In a past nobody waits, so that builds take there what they take elsewhere, and one longer than the other. */
const PAST_STEP_MS = 60_000;
const STEPS = [
  'go vet ./...',
  'go test ./...',
  'Build and push the image',
  'Commit the tag to every overlay',
];
const CI = { name: 'ci', email: 'ci@sandbox.example' };
/** What a small Go service holds in memory; a lower limit kills it. */
const WORKING_SET_BYTES = 24 * 1024 * 1024;
const MOST_TRIES = 5;

/** The CI stand-in. It runs nothing of a workflow: it records the image that the workflow would push, and commits its tag. */
export class Builds {
  private readonly list: Run[] = [];

  constructor(
    private readonly host: GitHost,
    private readonly registry: Registry,
    private readonly clock: Clock,
    private readonly background: Background,
    private readonly pace: Pace,
    private readonly changed: () => void,
  ) {
    host.onPush(push => this.background.run('ci', () => this.pushed(push)));
  }

  restore(runs: Run[]): void {
    this.list.push(...runs);
    for (const run of runs) {
      if (run.state === 'queued' || run.state === 'running') {
        run.state = 'queued';
        this.later(QUEUE_MS, run, () => this.start(run));
      }
    }
  }

  all(): Run[] {
    return this.list;
  }

  /** As pages show them, newest first. */
  summaries(repository: string): RunSummary[] {
    return this.list
      .filter(r => r.repository === repository)
      .map(run => ({
        number: run.number,
        title: run.title,
        state: run.state,
        sha: run.sha,
        startedAt: run.startedAt ?? run.queuedAt,
        steps: STEPS.map((name, i) => ({
          name,
          state: this.stepState(run, i),
        })),
        image: run.image,
      }))
      .reverse();
  }

  private async pushed({
    repository,
    branch,
    before,
    after,
  }: Push): Promise<void> {
    if (branch !== repository.record.defaultBranch) {
      return;
    }
    const { git, fullName } = repository;
    const commit = await git.commit(after);
    if (isSkipped(commit.message)) {
      return;
    }
    const [tree, paths] = await Promise.all([
      git.readTree(after),
      git.changedPaths(before, after),
    ]);
    if (!wouldRun(paths, tree)) {
      return;
    }
    const own = this.list.filter(r => r.repository === fullName);
    // One run at a time, and the newest push is the one that waits.
    for (const waiting of own.filter(r => r.state === 'queued')) {
      this.finish(waiting, 'cancelled');
    }
    const run: Run = {
      number: Math.max(0, ...own.map(r => r.number)) + 1,
      repository: fullName,
      sha: after,
      title: commit.subject,
      state: 'queued',
      queuedAt: this.now(),
    };
    this.list.push(run);
    this.changed();
    this.later(QUEUE_MS, run, () => this.start(run));
  }

  private async start(run: Run): Promise<void> {
    if (run.state !== 'queued') {
      return;
    }
    const busy = this.list.some(
      r => r.repository === run.repository && r.state === 'running',
    );
    if (busy) {
      this.later(QUEUE_MS, run, () => this.start(run));
      return;
    }
    run.state = 'running';
    run.startedAt = this.now();
    this.changed();
    this.later(this.stepMs(run) * STEPS.length, run, () => this.complete(run));
  }

  private stepMs({ sha }: Run): number {
    return this.pace.hurried
      ? PAST_STEP_MS * (1 + parseInt(sha.slice(0, 2), 16) / 256)
      : STEP_MS;
  }

  private async complete(run: Run): Promise<void> {
    const repository = this.host.find(
      ...(run.repository.split('/') as [string, string]),
    );
    if (!repository) {
      this.finish(run, 'cancelled');
      return;
    }
    const image = imageOfTree(await repository.git.readTree(run.sha));
    if (!image) {
      run.failure = 'the workflow names no IMAGE';
      this.finish(run, 'failure');
      return;
    }
    const tag = tagOf(run.number, run.sha);
    this.registry.add({
      repository: image,
      tag,
      digest: digestOf(image, tag),
      commit: run.sha,
      builtAt: this.now(),
      workingSetBytes: WORKING_SET_BYTES,
    });
    run.image = `${image}:${tag}`;
    await this.commitTag(repository, image, tag);
    this.finish(run, 'success');
  }

  private async commitTag(
    repository: HostedRepository,
    image: string,
    tag: string,
  ): Promise<void> {
    for (let tries = 1; ; tries++) {
      const parent = await repository.tip();
      const changes = withTag(
        await repository.git.readTree(parent!),
        image,
        tag,
      );
      if (Object.keys(changes).length === 0) {
        return;
      }
      try {
        await repository.commit({
          parent,
          author: CI,
          message: `Deploy ${tag} [skip ci]\n`,
          date: this.clock.now(),
          changes,
        });
        return;
      } catch (error) {
        // Somebody pushed in between: the tag goes onto what is there now.
        if (!(error instanceof GitError) || tries >= MOST_TRIES) {
          throw error;
        }
      }
    }
  }

  private finish(run: Run, state: RunState): void {
    run.state = state;
    run.finishedAt = this.now();
    this.changed();
  }

  private later(
    milliseconds: number,
    run: Run,
    work: () => Promise<void>,
  ): void {
    this.clock.setTimer(milliseconds, () =>
      this.background.run(`ci ${run.repository} #${run.number}`, async () => {
        try {
          await work();
        } catch (error) {
          run.failure = error instanceof Error ? error.message : String(error);
          this.finish(run, 'failure');
          throw error;
        }
      }),
    );
  }

  private stepState(run: Run, step: number): string {
    if (run.state === 'running') {
      const since =
        this.clock.now().getTime() - new Date(run.startedAt!).getTime();
      const current = Math.floor(since / STEP_MS);
      if (step === current) {
        return 'running';
      }
      return step < current ? 'success' : 'waiting';
    }
    return run.state;
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}
