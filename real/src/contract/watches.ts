import { OpenWatch, WatchEvent } from './client';
import { Contract } from './fixture';

/** So many events; fewer are a failure. */
export async function take(
  watch: OpenWatch,
  count: number,
): Promise<WatchEvent[]> {
  const events: WatchEvent[] = [];
  while (events.length < count) {
    const event = await watch.next();
    if (!event) {
      throw new Error(
        `the stream ended after ${events.length} of ${count} events`,
      );
    }
    events.push(event);
  }
  return events;
}

export const shortly = (events: WatchEvent[]) =>
  events.map(({ type, object }) => `${type} ${object.metadata.name}`);

/** Opens watches, and closes those that a test left open. */
export function watches(contract: Contract) {
  const opened: OpenWatch[] = [];
  const watch = async (
    path: string,
    query: Record<string, string> = {},
    token?: string,
  ) => {
    const search = new URLSearchParams({ watch: 'true', ...query });
    const stream = await contract.client.watch(`${path}?${search}`, token);
    opened.push(stream);
    return stream;
  };
  const listVersion = async (path: string): Promise<string> =>
    (await contract.client.get(path)).body.metadata.resourceVersion;

  const closeAll = () => opened.splice(0).forEach(stream => stream.close());
  return { watch, listVersion, closeAll };
}
