const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

const nouns: Record<string, string> = {
  pods: 'pods',
  persistentvolumeclaims: 'volumes',
  'requests.cpu': 'CPU',
  'requests.memory': 'memory',
  'requests.ephemeral-storage': 'temporary storage',
  'requests.storage': 'storage',
  'limits.cpu': 'CPU (limits)',
  'limits.memory': 'memory (limits)',
  'limits.ephemeral-storage': 'temporary storage (limits)',
};

/** What people call a resource of a quota. */
export function resourceNoun(resource: string): string {
  return nouns[resource] ?? resource;
}

/** `1.5 GiB`, `0.25 cores`, `12`: as few digits as decide. */
export function readableAmount(resource: string, amount: number): string {
  if (/memory|storage$/.test(resource)) {
    let value = amount;
    let unit = 0;
    while (Math.abs(value) >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit += 1;
    }
    return `${digits(value)} ${units[unit]}`;
  }
  return /cpu$/.test(resource)
    ? `${digits(amount)} ${amount === 1 ? 'core' : 'cores'}`
    : digits(amount);
}

/** `512 MiB of memory`, `4 pods`. */
export function amountOf(resource: string, amount: number): string {
  const noun = resourceNoun(resource);
  const readable = readableAmount(resource, amount);
  return /^requests\.|^limits\./.test(resource)
    ? `${readable} of ${noun}`
    : `${readable} ${amount === 1 ? noun.replace(/s$/, '') : noun}`;
}

/** An age or a time that is left, so coarse that a sentence with it stays true for a while. */
export function readableSpan(seconds: number): string {
  const span = Math.abs(seconds);
  if (span < 3600) {
    return `${Math.floor(span / 60)} min`;
  }
  return span < 48 * 3600
    ? `${Math.floor(span / 3600)} h`
    : `${Math.floor(span / 86_400)} days`;
}

export function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}

/** `2026-11-20 03:00 UTC` */
export function minuteOf(time: string): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function digits(value: number): string {
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : value;
  return String(Number(rounded.toFixed(2)));
}
