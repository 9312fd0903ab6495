const now = Date.now();

/** An instant before now, or with negative amounts after it. */
export function ago({
  days = 0,
  hours = 0,
  minutes = 0,
}: {
  days?: number;
  hours?: number;
  minutes?: number;
}): string {
  const milliseconds = ((days * 24 + hours) * 60 + minutes) * 60_000;
  return new Date(now - milliseconds).toISOString();
}
