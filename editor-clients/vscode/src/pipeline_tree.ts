// The Pipeline view: modes, phases, their tasks and gates, each with its state.
import * as vscode from 'vscode';
import type {PipelineModel} from './pipeline_model.js';
import type {Gate, Mode, Phase, Pipeline, Task, TaskStateKind} from './protocol.js';
import {knownKind, modesOf, phaseName, readsOf, stateName, taskName} from './words.js';

export type Node =
  | {readonly kind: 'modes'}
  | {readonly kind: 'mode'; readonly mode: Mode}
  | {readonly kind: 'phase'; readonly phase: Phase}
  | {readonly kind: 'task'; readonly task: Task}
  | {readonly kind: 'gate'; readonly gate: Gate};

const icons: Record<TaskStateKind, [icon: string, colour?: string]> = {
  none: ['circle-large-outline'],
  fresh: ['pass', 'testing.iconPassed'],
  stale: ['history', 'list.warningForeground'],
  waiting: ['clock'],
  running: ['sync~spin', 'testing.iconQueued'],
  failed: ['error', 'testing.iconFailed'],
  cancelled: ['stop-circle', 'list.warningForeground'],
  skipped: ['debug-step-over', 'testing.iconSkipped'],
  blocked: ['circle-slash', 'list.warningForeground'],
  interrupted: ['debug-disconnect', 'list.warningForeground'],
};

export class PipelineTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly view: vscode.TreeView<Node>;
  private readonly listener: vscode.Disposable;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly model: PipelineModel) {
    this.view = vscode.window.createTreeView('baton.pipeline', {treeDataProvider: this, showCollapseAll: true});
    this.listener = model.onChange(() => this.update());
    this.update();
  }

  dispose(): void {
    this.view.dispose();
    this.changed.dispose();
    this.listener.dispose();
  }

  getChildren(parent?: Node): Node[] {
    const pipeline = this.model.shown === 'shown' ? this.model.pipeline : undefined;
    if (pipeline === undefined) return [];
    if (parent === undefined) return roots(pipeline);
    if (parent.kind === 'modes') return pipeline.modes.map((mode) => ({kind: 'mode', mode}));
    return parent.kind === 'phase' ? partsOf(parent.phase, pipeline) : [];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const item = this.itemOf(node);
    const range = rangeOf(node);
    if (range !== undefined && this.model.uri !== undefined)
      item.command = {command: 'baton.reveal', title: 'Go to', arguments: [this.model.uri, range]};
    return item;
  }

  private update(): void {
    const mode = this.model.mode;
    this.view.description = mode === undefined ? '' : `mode ${mode}`;
    this.view.message =
      this.model.pipeline?.complete === false ? 'This file asks for more than can be shown; some of it is left out.' : undefined;
    this.changed.fire(undefined);
  }

  private itemOf(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case 'modes':
        return parentItem('Modes', 'settings', 'modes', vscode.TreeItemCollapsibleState.Collapsed);
      case 'mode':
        return this.modeItem(node.mode);
      case 'phase':
        return parentItem(phaseName(node.phase), 'layers', 'phase', vscode.TreeItemCollapsibleState.Expanded);
      case 'task':
        return this.taskItem(node.task);
      case 'gate':
        return leaf(`Gate: ${node.gate.text}`, 'shield', 'gate', 'The next phase waits until this holds.');
    }
  }

  private modeItem(mode: Mode): vscode.TreeItem {
    const item = leaf(mode.name, mode.name === this.model.mode ? 'check' : 'circle-small', 'mode', `Mode ${mode.name}`);
    item.description = mode.default ? 'default' : '';
    return item;
  }

  private taskItem(task: Task): vscode.TreeItem {
    const pipeline = this.model.pipeline as Pipeline;
    const kind = knownKind(task.state);
    const [icon, colour] = icons[kind];
    const about = [stateName(task.state), modesOf(task, pipeline), task.optional ? 'optional' : ''].filter((word) => word !== '');
    const lines = [taskName(task), ...about, ...(task.state?.reason === undefined ? [] : [task.state.reason]), ...readsOf(task, pipeline)];
    const context = kind !== 'running' && task.state?.output !== undefined ? `task.${kind}.output` : `task.${kind}`;
    const item = leaf(taskName(task), icon, context, lines.join('\n'));
    item.iconPath = new vscode.ThemeIcon(icon, colour === undefined ? undefined : new vscode.ThemeColor(colour));
    item.description = about.join(' · ');
    item.accessibilityInformation = {label: lines.join(', ')};
    return item;
  }
}

function roots(pipeline: Pipeline): Node[] {
  const outside = pipeline.tasks.filter(({phase}) => phase === null);
  return [
    ...(pipeline.modes.length > 0 ? [{kind: 'modes'} as const] : []),
    ...outside.map((task): Node => ({kind: 'task', task})),
    ...pipeline.phases.map((phase): Node => ({kind: 'phase', phase})),
  ];
}

function partsOf(phase: Phase, pipeline: Pipeline): Node[] {
  const tasks = pipeline.tasks.filter(({id}) => phase.tasks.includes(id));
  const gates = pipeline.gates.filter(({id}) => phase.gates.includes(id));
  return [...tasks.map((task): Node => ({kind: 'task', task})), ...gates.map((gate): Node => ({kind: 'gate', gate}))];
}

function rangeOf(node: Node): unknown {
  switch (node.kind) {
    case 'modes':
      return undefined;
    case 'mode':
      return node.mode.range;
    case 'phase':
      return node.phase.range;
    case 'task':
      return node.task.nameRange;
    case 'gate':
      return node.gate.range;
  }
}

function parentItem(label: string, icon: string, context: string, state: vscode.TreeItemCollapsibleState): vscode.TreeItem {
  const item = new vscode.TreeItem(label, state);
  item.id = `${context}:${label}`;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = context;
  return item;
}

function leaf(label: string, icon: string, context: string, tooltip: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = context;
  item.tooltip = tooltip;
  return item;
}
