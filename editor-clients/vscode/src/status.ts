// The item in the status bar: whether Baton is there, and what it last ran.
import * as vscode from 'vscode';
import type {Supervisor} from './supervisor.js';
import type {PipelineModel} from './pipeline_model.js';
import {isUnderWay} from './words.js';

export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('baton.status', vscode.StatusBarAlignment.Right, 90);
  private readonly listeners: vscode.Disposable[];

  constructor(
    private readonly supervisor: Supervisor,
    private readonly model: PipelineModel,
  ) {
    this.item.name = 'Baton';
    this.listeners = [supervisor.onChange(() => this.update()), model.onChange(() => this.update())];
    this.update();
  }

  dispose(): void {
    this.item.dispose();
    for (const listener of this.listeners) listener.dispose();
  }

  private update(): void {
    const {state, words, version, program} = this.supervisor;
    const run = this.model.pipeline?.run ?? undefined;
    const wrong = state === 'missing' || state === 'tooOld' || state === 'failed';
    const busy = state === 'starting' || state === 'waiting' || isUnderWay(run);
    this.item.text = `${wrong ? '$(error)' : busy ? '$(sync~spin)' : '$(type-hierarchy)'} Baton`;
    this.item.backgroundColor = wrong ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    this.item.command = wrong ? 'baton.restartServer' : 'baton.showLog';
    const lines: string[] = [];
    if (wrong || state === 'waiting') lines.push(words);
    else if (state === 'starting') lines.push('Baton is starting.');
    else lines.push(`Baton ${version} from ${program?.from ?? ''}: ${program?.path ?? ''}`);
    if (run !== undefined) lines.push(`Last run${run.mode === null ? '' : ` (${run.mode})`}: ${run.state}`);
    if (!vscode.workspace.isTrusted) lines.push('Restricted Mode: files are checked, nothing is run.');
    lines.push(wrong ? 'Select to try again.' : 'Select for the log.');
    this.item.tooltip = lines.join('\n');
    this.item.accessibilityInformation = {label: `Baton: ${lines.join(' ')}`};
    if (state === 'idle') this.item.hide();
    else this.item.show();
  }
}
