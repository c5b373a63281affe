// What `baton/pipeline` answers: the types of docs/lsp-extensions.md, in its words.
import type {Range} from 'vscode-languageclient';

export type TaskStateKind = 'none' | 'fresh' | 'stale' | 'waiting' | 'running' | 'failed' | 'cancelled' | 'skipped' | 'blocked' | 'interrupted';

export interface TaskState {
  readonly kind: TaskStateKind;
  readonly reason?: string;
  readonly output?: string; // the URI of its output
}

export interface Mode {
  readonly name: string;
  readonly default: boolean;
  readonly range: Range;
}

export interface Phase {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly tasks: readonly string[];
  readonly gates: readonly string[];
  readonly range: Range;
}

export interface Task {
  readonly id: string;
  readonly step?: string; // its name in plans and run folders, which run commands take
  readonly phase: string | null;
  readonly agents: readonly string[];
  readonly modes: readonly string[];
  readonly optional: boolean;
  readonly range: Range;
  readonly nameRange: Range;
  readonly state?: TaskState;
}

export interface Gate {
  readonly id: string;
  readonly after: string;
  readonly before: string | null;
  readonly text: string;
  readonly range: Range;
}

export interface MissingRead {
  readonly id: string;
  readonly phase: number;
  readonly agent: string | null;
  readonly reason: 'unknown-phase' | 'agent-not-in-phase' | 'not-in-mode' | 'elsewhere';
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly state: string; // all but "available" are faults
  readonly conditional: boolean;
  readonly modes: readonly string[];
  readonly missingModes: readonly string[];
}

export interface Run {
  readonly id: string;
  readonly mode: string | null;
  readonly state: 'running' | 'paused' | 'finished' | 'failed' | 'cancelled' | 'interrupted';
  readonly underWay?: boolean; // an older server does not say it, and goes on with no run
}

export interface Pipeline {
  readonly mode: string | null;
  readonly complete: boolean;
  readonly modes: readonly Mode[];
  readonly phases: readonly Phase[];
  readonly tasks: readonly Task[];
  readonly gates: readonly Gate[];
  readonly missing: readonly MissingRead[];
  readonly edges: readonly Edge[];
  readonly run?: Run | null;
}

/** The one object that every run command takes. */
export interface RunArguments {
  uri: string;
  phase?: number;
  from?: number;
  to?: number;
  task?: string;
  mode?: string;
  arguments?: string;
  runner?: string;
  resume?: boolean;
}

/** What `baton/question` asks, and what it is answered: indices of the options, or words; null: nobody answered. */
export interface QuestionParams {
  readonly message: string;
  readonly options: readonly {readonly label: string; readonly description?: string}[];
  readonly several: boolean;
}
export type QuestionResult = {readonly chosen: readonly number[]} | {readonly text: string} | null;
