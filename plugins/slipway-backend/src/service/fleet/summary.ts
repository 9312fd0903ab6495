import {
  AnyState,
  Aspect,
  BackupSchedule,
  Due,
  FleetBackup,
  Reason,
  StateOf,
  RuleContext,
  Verdict,
  dueOf,
  lastSuccessOf,
  ownWorkloads,
} from '@slipway/plugin-slipway-common';

/** What lists need of a document: some hundred bytes of its thousands, so that those of all services fit into memory. */
export interface Summary {
  verdict: {
    state: Verdict['state'];
    reasons: { code: string }[];
    /** Few services have one, so that all of them still fit. */
    worst?: Pick<Reason, 'message' | 'evidence' | 'words'>;
  };
  versions?: string[];
  since?: string;
  ready?: number;
  wanted?: number;
  quota?: { resource: string; share: number };
  secrets?: { by: string }[];
  workloads?: { commit: string }[];
  behind?: number;
  backups?: BackupSummary[];
  certificateEndsAt?: string;
  due?: Due[];
}

type BackupSummary = Pick<
  FleetBackup,
  | 'need'
  | 'does'
  | 'objectiveSeconds'
  | 'keepSeconds'
  | 'lastSuccessAt'
  | 'nextAt'
  | 'suspended'
  | 'bytes'
  | 'verifiedAt'
>;

const more: {
  [A in Aspect]?: (state: StateOf[A]) => Partial<Summary>;
} = {
  deployments: state => {
    const own = ownWorkloads(state);
    return {
      versions: [...new Set(own.map(({ version }) => version))],
      since: latest(own.map(({ since }) => since)),
      ready: sum(own.map(({ ready }) => ready)),
      wanted: sum(own.map(({ wanted }) => wanted)),
      // Whether any names a commit tells what a Git host's silence means.
      workloads: own
        .flatMap(({ commit }) => (commit ? [{ commit }] : []))
        .slice(0, 1),
    };
  },
  commits: ({ running }) => {
    const counts = running.flatMap(({ behind }) => behind ?? []);
    return counts.length > 0 ? { behind: Math.max(...counts) } : {};
  },
  quota: ({ resources }) => {
    const shares = resources.map(({ resource, atMost, limit }) => ({
      resource,
      share: share(atMost, limit),
    }));
    const [quota] = shares.sort((a, b) => b.share - a.share);
    return { ...(quota && { quota }) };
  },
  // Whether any comes from Vault tells what its silence means.
  secrets: ({ secrets }) => ({
    secrets: [...new Set(secrets.map(({ by }) => by))].map(by => ({ by })),
  }),
  backups: ({ backups }) => ({ backups: backups.map(backupOf) }),
  exposure: ({ certificates }) => {
    const [first] = certificates.flatMap(({ endsAt }) => endsAt ?? []).sort();
    return { ...(first && { certificateEndsAt: first }) };
  },
};

export function summaryOf<A extends Aspect>(
  aspect: A,
  state: StateOf[A],
  context: RuleContext,
): Summary {
  const { verdict } = state as AnyState;
  const due = dueOf(aspect, state, context);
  const codes = [...new Set(verdict.reasons.map(({ code }) => code))];
  const worst = worstOf(verdict);
  return {
    verdict: {
      state: verdict.state,
      reasons: codes.map(code => ({ code })),
      ...(worst && { worst }),
    },
    ...(more[aspect] as ((of: StateOf[A]) => Partial<Summary>) | undefined)?.(
      state,
    ),
    ...(due.length > 0 && { due }),
  };
}

/** What somebody has to act on. */
function worstOf({ state, reasons }: Verdict): Summary['verdict']['worst'] {
  const worst =
    state === 'failed' || state === 'degraded'
      ? reasons.find(reason => reason.state === state)
      : undefined;
  if (!worst) {
    return undefined;
  }
  const { message, evidence, words } = worst;
  const { remedy: _, ...shown } = words ?? {};
  return {
    message,
    ...(evidence && { evidence }),
    ...(Object.keys(shown).length > 0 && { words: shown }),
  };
}

function backupOf(backup: BackupSchedule): BackupSummary {
  const { need, does, objectiveSeconds, keepSeconds, nextAt } = backup;
  const succeeded = backup.runs.filter(r => r.outcome === 'succeeded');
  const lastSuccessAt = lastSuccessOf(backup);
  const bytes = succeeded.find(run => run.bytes !== undefined)?.bytes;
  const verifiedAt = backup.verify?.lastSuccessAt;
  return {
    need,
    does,
    suspended: backup.suspended,
    ...(objectiveSeconds !== undefined && { objectiveSeconds }),
    ...(keepSeconds !== undefined && { keepSeconds }),
    ...(lastSuccessAt && { lastSuccessAt }),
    ...(nextAt && { nextAt }),
    ...(bytes !== undefined && { bytes }),
    ...(verifiedAt && { verifiedAt }),
  };
}

/** Nothing allowed is all used. */
function share(used: number, limit: number): number {
  if (limit <= 0) {
    return used > 0 ? 1 : 0;
  }
  return Math.round((used / limit) * 1000) / 1000;
}

function latest(times: string[]): string | undefined {
  return times.filter(Boolean).sort().at(-1);
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
