// The words for the parts of a pipeline, the same in the tree and in the graph.
import type {MissingRead, Pipeline, Run, Task, TaskState, TaskStateKind} from './protocol.js';

export function taskName(task: Task): string {
  return task.agents.length === 0 ? '(no agent)' : task.agents.join(' or ');
}

export function phaseName(phase: {number: number; title: string}): string {
  return phase.title === '' ? `Phase ${phase.number}` : `Phase ${phase.number}: ${phase.title}`;
}

export function missingName(missing: MissingRead): string {
  return missing.agent === null ? `phase ${missing.phase}` : `phase ${missing.phase}: ${missing.agent}`;
}

/** The modes of a task where it does not take part in all of them. */
export function modesOf(task: Task, pipeline: Pipeline): string {
  return pipeline.mode !== null || task.modes.length === pipeline.modes.length ? '' : task.modes.join(', ') || 'no mode';
}

const stateWords: Record<TaskStateKind, string> = {
  none: '',
  fresh: 'done',
  stale: 'out of date',
  waiting: 'waiting',
  running: 'running',
  failed: 'failed',
  cancelled: 'cancelled',
  skipped: 'skipped',
  blocked: 'blocked',
  interrupted: 'interrupted',
};

/** A newer server may know states that are not known here; they count as none. */
export function knownKind(state: TaskState | undefined): TaskStateKind {
  return state !== undefined && Object.hasOwn(stateWords, state.kind) ? state.kind : 'none';
}

export function stateName(state: TaskState | undefined): string {
  return stateWords[knownKind(state)];
}

/** A run that waits at a gate may still be under way: then it can be cancelled, and no other can begin. */
export function isUnderWay(run: Run | null | undefined): boolean {
  return run?.underWay ?? run?.state === 'running';
}

/** Whether the run can be gone on with where it ended. */
export function isResumable(run: Run | null | undefined): boolean {
  return run?.underWay === false && ['paused', 'cancelled', 'interrupted'].includes(run.state);
}

/** What a task reads, one line each; faults are told as such. */
export function readsOf(task: Task, pipeline: Pipeline): string[] {
  const lines: string[] = [];
  for (const edge of pipeline.edges) {
    if (edge.to !== task.id) continue;
    const writer = pipeline.tasks.find(({id}) => id === edge.from);
    const missing = pipeline.missing.find(({id}) => id === edge.from);
    const name = writer !== undefined ? taskName(writer) : missing !== undefined ? missingName(missing) : edge.from;
    const when = edge.conditional ? ` (${edge.modes.join(', ') || 'under a condition'})` : '';
    lines.push(edge.state === 'available' ? `reads ${name}${when}` : `cannot read ${name}: ${edge.state.replaceAll('-', ' ')}`);
  }
  return lines;
}
