import { z } from 'zod';
import { serviceNameRule } from '../serviceName';

/**
 * A line of text for people: no control characters, no lone surrogates, no line separators and no
 * characters that turn the reading direction, since it is shown in files and on pages.
 */
export const textLine = z
  .string()
  .max(300, 'is longer than 300 characters')
  .regex(
    /^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]*$/u,
    'has a line break or another control character',
  );

export const serviceName = z
  .string()
  .superRefine((name, ctx) => {
    const message = serviceNameRule.check(name);
    if (message) {
      ctx.addIssue({ code: 'custom', message, params: { rule: 'spec.name' } });
    }
  })
  .meta({
    pattern: serviceNameRule.pattern,
    minLength: serviceNameRule.minLength,
    maxLength: serviceNameRule.maxLength,
    not: {
      anyOf: [{ enum: [...serviceNameRule.reserved] }, { pattern: '^kube-' }],
    },
  });

const entityName = '[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?';
const entityNamespace = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';

export const owner = z
  .string()
  .regex(
    new RegExp(`^((group|user):)?(${entityNamespace}/)?${entityName}$`),
    'is no reference to a group or user, such as team-pay or group:default/team-pay',
  );

export const system = z
  .string()
  .regex(
    new RegExp(`^(system:)?(${entityNamespace}/)?${entityName}$`),
    'is no reference to a system, such as shop',
  );

/** Names of environments and workloads: they end in derived names, so they are short. */
export const environmentName = z
  .string()
  .regex(
    /^[a-z]([a-z0-9-]{0,14}[a-z0-9])?$/,
    'is no environment name: up to 16 lower-case letters, digits and hyphens, a letter first',
  );

export const workloadName = z
  .string()
  .regex(
    /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/,
    'is no workload name: up to 20 lower-case letters, digits and hyphens, a letter first',
  );

export const dnsLabel = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    'is no DNS label: up to 63 lower-case letters, digits and hyphens',
  );

export const namespaceName = dnsLabel.refine(
  name => name !== 'default' && !name.startsWith('kube-'),
  "is a namespace of the cluster's own",
);

export const cpu = z
  .string()
  .regex(
    /^([1-9][0-9]{0,5}m|[1-9][0-9]{0,2}|(0|[1-9][0-9]{0,2})\.[0-9]{0,2}[1-9])$/,
    "is no CPU quantity, such as '250m' or '0.5' (quoted)",
  );

export const memory = z
  .string()
  .regex(
    /^[1-9][0-9]{0,6}(Ki|Mi|Gi)$/,
    "is no memory quantity, such as '128Mi'",
  );

export const environmentVariableName = z
  .string()
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
    'is no name of an environment variable',
  );

export const environmentVariableValue = z
  .string()
  .max(4096, 'is longer than 4096 characters')
  .regex(/^(?:[^\p{Cc}\p{Cs}\ufeff]|[\n\t])*$/u, 'has a control character');

const pathSegment = '[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*';

/** Without credentials, query or port 0: it is shown to people and goes to generated files. */
export const repositoryUrl = z
  .string()
  .max(300)
  .regex(
    new RegExp(
      `^https?://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[1-9][0-9]{0,4})?(/${pathSegment}){2,5}$`,
    ),
    'is no address of a repository, such as https://github.com/shop/payments',
  );

export const branch = z
  .string()
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9_-]|[./][A-Za-z0-9_-])*$/,
    'is no branch name',
  );

export const image = z
  .string()
  .max(200)
  .regex(
    /^[a-z0-9]+([.-][a-z0-9]+)*(:[1-9][0-9]{0,4})?(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*){1,6}$/,
    'is no image name without tag, such as ghcr.io/shop/payments',
  );

const whole = '[1-9][0-9]{0,4}';

export const duration = z
  .string()
  .regex(
    new RegExp(
      `^(${whole}d)?(${whole}h)?(${whole}m)?(${whole}s)?(${whole}ms)?$|^0s$`,
    ),
    "is no duration, such as '250ms', '5m', '26h' or '7d'",
  )
  .regex(/./, 'is empty');

export const storage = z
  .string()
  .regex(
    /^[1-9][0-9]{0,5}(Mi|Gi|Ti)$/,
    "is no amount of storage, such as '10Gi'",
  );

/** A quota may be given in whole cores and whole gibibytes: it has to hold what many pods ask for. */
export const cores = z.union([cpu, z.int().min(1).max(10000)]);

const cronField = '[0-9*/,-]{1,20}';

export const cron = z
  .string()
  .regex(
    new RegExp(`^${cronField}( ${cronField}){4}$`),
    "is no schedule of five fields, such as '0 3 * * *'",
  );

export const host = z
  .string()
  .max(253)
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    'is no host name, such as pay.example.org',
  );

export const cidr = z
  .string()
  .regex(
    /^(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}\/(3[0-2]|[12]?[0-9])$/,
    'is no range of addresses, such as 10.0.0.0/16',
  );

export const httpPath = z
  .string()
  .max(200)
  .regex(/^\/[A-Za-z0-9._~/-]*$/, 'is no path of a request, such as /healthz');

export const filePath = z
  .string()
  .max(200)
  .regex(
    /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/,
    'is no path in the repository, such as services/payments',
  );

/** A file of a repository, or with a slash at the end everything in a folder. */
export const ownPath = z
  .string()
  .max(300)
  .regex(
    /^(?!\.{1,2}(\/|$))[A-Za-z0-9._@+-]+(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._@+-]+)*\/?$/,
    'is no file such as .github/workflows/ci.yml, or folder such as docs/',
  );

/** A place in the values of a Helm chart. */
export const valuesKey = z
  .string()
  .max(100)
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z][A-Za-z0-9_-]*)*$/,
    'is no place in the values of a chart, such as image or api.image',
  );

/** Where a store of secrets keeps them. */
export const secretPath = z
  .string()
  .max(200)
  .regex(
    /^\/?[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/,
    'is no path in a secret store, such as kv/pay/payments',
  );

export const secretName = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/,
    'is no name of a Secret: up to 63 lower-case letters, digits, hyphens and dots',
  );

export const secretKey = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,128}$/, 'is no key of a Secret');

/** What is built elsewhere, so with its tag or digest. */
export const imageReference = z
  .string()
  .max(300)
  .regex(
    /^[a-z0-9]+([.-][a-z0-9]+)*(:[1-9][0-9]{0,4})?(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*){0,6}(:(?!latest(@|$))[A-Za-z0-9_][A-Za-z0-9._-]{0,127}(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})$/,
    'is no image with a fixed tag or digest, such as ghcr.io/shop/router:v2.1.0',
  );

export const date = z
  .string()
  .regex(
    /^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/,
    "is no date, such as '2027-01-31'",
  );

export const timeZone = z
  .string()
  .regex(
    /^[A-Za-z]+(\/[A-Za-z_+-]+[0-9]{0,2}){0,2}$/,
    'is no time zone, such as Europe/Berlin',
  );

export const percent = z.int().min(1, 'is below 1').max(100, 'is above 100');

/** A command or an argument of one. */
export const argument = z
  .string()
  .max(1000)
  .regex(/^[^\p{Cc}\p{Cs}\ufeff]*$/u, 'has a control character');
