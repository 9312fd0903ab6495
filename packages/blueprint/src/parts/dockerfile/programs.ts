import type { RenderContext, WorkloadContext } from '../../context';
import { runtimeOf } from '../../runtimes';

/** The workloads whose program is in the image; those with a command of their own start something else. */
export function programsOf(
  ctx: RenderContext,
): { workload: WorkloadContext; program: string }[] {
  return ctx.workloads
    .filter(({ command }, index) => index === 0 || !command)
    .map(workload => ({ workload, program: programOf(ctx, workload.name) }));
}

/** One image has all programs of a service; the first workload's is called for what it does. */
export function programOf({ workloads }: RenderContext, name: string): string {
  const [first] = workloads;
  if (name !== first.name) {
    return name;
  }
  return first.serves ? 'server' : first.type;
}

/** What a container starts: its own command, its program, or what the image starts by itself. */
export function startOf(
  ctx: RenderContext,
  workload: WorkloadContext,
): { command?: string[]; args?: string[] } {
  const { command, args } = workload;
  const runtime = runtimeOf(ctx.service.spec.runtime);
  const first = workload.name === ctx.workloads[0].name;
  if (command || !runtime || (first && !args)) {
    return { ...(command ? { command } : {}), ...(args ? { args } : {}) };
  }
  const start = runtime.start(programOf(ctx, workload.name));
  const all = [...(start.args ?? []), ...(args ?? [])];
  return {
    ...(start.command && !first ? { command: start.command } : {}),
    ...(all.length ? { args: all } : {}),
  };
}
