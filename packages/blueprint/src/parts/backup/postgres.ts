import type { IEnvVar } from 'kubernetes-models/v1';
import type {
  EnvironmentContext,
  NeedContext,
  RenderContext,
} from '../../context';
import { serverName } from '../needs/address';
import { imageFor } from '../needs/images';
import { fromSecret } from '../needs/secret';
import { databaseOf } from '../needs/variables';
import { report } from './report';
import { keepVariable, storeVariables } from './store';
import type { Step, Work } from './work';

const POSTGRES = 999;
const RCLONE = 65532;

const DUMP = 'pg_dump --format=custom --file=/work/dump';

const STORE = `object="$FOLDER/$(date -u +%Y-%m-%dT%H-%M-%SZ).dump"
rclone copyto /work/dump "$STORE/$object"
rclone delete --min-age "$KEEP" "$STORE/$FOLDER"
bytes=$(stat -c %s /work/dump)
oldest=$(rclone lsf "$STORE/$FOLDER" | sort | head -n 1)
count=$(rclone lsf "$STORE/$FOLDER" | wc -l)
${report('backup', {
  object: '"$object"',
  bytes: '"$bytes"',
  oldest: '"$FOLDER/$oldest"',
  count: '"$count"',
})}
`;

const FETCH = `newest=$(rclone lsf "$STORE/$FOLDER" | sort | tail -n 1)
object="$FOLDER/\${BACKUP:-$newest}"
rclone copyto "$STORE/$object" /work/dump
echo "$object" > /work/object
`;

const RESTORE = `pg_restore --clean --if-exists --no-owner --exit-on-error --single-transaction --dbname="$PGDATABASE" /work/dump
${report('restore', {
  object: '"$(cat /work/object)"',
  bytes: '"$(stat -c %s /work/dump)"',
})}
`;

const VERIFY = `initdb --pgdata=/work/data --username=verify --auth=trust > /dev/null
pg_ctl --pgdata=/work/data --wait --options="-k /work -c listen_addresses=''" start
createdb --host=/work --username=verify verify
pg_restore --host=/work --username=verify --no-owner --no-privileges --exit-on-error --dbname=verify /work/dump
count=$(psql --host=/work --username=verify --dbname=verify --tuples-only --no-align --command="select count(*) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')")
pg_ctl --pgdata=/work/data --mode=fast stop
test "$count" -gt 0
${report('verify', {
  object: '"$(cat /work/object)"',
  bytes: '"$(stat -c %s /work/dump)"',
  count: '"$count"',
})}
`;

/** One compressed dump, sent to the store, and what is older than wanted removed. */
export function dump(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): Work {
  return {
    room: roomOf(need),
    steps: [
      server(ctx, need, 'dump', DUMP, database(need)),
      client(ctx, environment, need, 'store', STORE, [keepVariable(need)]),
    ],
  };
}

/** Puts the newest dump, or the one that BACKUP names, back into the database. */
export function restore(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): Work {
  return {
    room: roomOf(need),
    steps: [
      client(ctx, environment, need, 'fetch', FETCH),
      server(ctx, need, 'restore', RESTORE, database(need)),
    ],
  };
}

/** Restores the newest dump into a database that is thrown away: a backup that was never restored is a hope. */
export function verify(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): Work {
  return {
    room: roomOf(need),
    steps: [
      client(ctx, environment, need, 'fetch', FETCH),
      server(ctx, need, 'verify', VERIFY, []),
    ],
  };
}

function roomOf({ size }: NeedContext): string {
  return size ?? '10Gi';
}

function server(
  ctx: RenderContext,
  need: NeedContext,
  name: string,
  script: string,
  env: Step['env'],
): Step {
  const image = imageFor(ctx, 'postgres', need.version ?? '18');
  return { name, image, user: POSTGRES, script, env };
}

function client(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
  name: string,
  script: string,
  more: IEnvVar[] = [],
): Step {
  return {
    name,
    image: imageFor(ctx, 'rclone'),
    user: RCLONE,
    script,
    env: [...storeVariables(ctx, environment, need), ...more],
  };
}

/** Past the pooler: a dump is one long session. */
function database(need: NeedContext): IEnvVar[] {
  const known = need.provider !== 'managed' || need.host !== undefined;
  const rename = (variable: string, name: string) => ({
    ...fromSecret(need, variable),
    name,
  });
  return [
    known
      ? { name: 'PGHOST', value: serverName(need) }
      : rename('POSTGRES_HOST', 'PGHOST'),
    { name: 'PGPORT', value: String(need.port) },
    { name: 'PGDATABASE', value: databaseOf(need) },
    rename('POSTGRES_USER', 'PGUSER'),
    rename('POSTGRES_PASSWORD', 'PGPASSWORD'),
  ];
}
