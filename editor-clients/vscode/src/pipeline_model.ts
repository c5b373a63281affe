// What the tree, the graph and the status bar show: the pipeline of the command file that the user looks at.
import * as vscode from 'vscode';
import {isOutput} from './documents.js';
import type {Pipeline} from './protocol.js';
import type {Supervisor} from './supervisor.js';
import {isResumable, isUnderWay} from './words.js';

/** Why there is a pipeline to be shown, or none. */
export type Shown = 'none' | 'starting' | 'stopped' | 'tooOld' | 'failed' | 'other' | 'empty' | 'shown';

const typingPause = 250; // milliseconds

export class PipelineModel implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listeners: vscode.Disposable[];
  private readonly modes = new Map<string, string>(); // by URI: the mode that the user looks at
  private timer: NodeJS.Timeout | undefined;
  private asked = 0;

  readonly onChange = this.changed.event;
  uri: vscode.Uri | undefined;
  pipeline: Pipeline | undefined;
  shown: Shown = 'none';

  constructor(private readonly supervisor: Supervisor) {
    this.listeners = [
      supervisor.onChange(() => this.refresh()),
      supervisor.onNotification(({method, params}) => {
        if (method === 'baton/pipelineChanged' && this.isOfShown(params)) this.refresh();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.follow()),
      vscode.workspace.onDidChangeTextDocument(({document}) => {
        if (document.uri.toString() === this.uri?.toString()) this.refreshSoon();
      }),
      vscode.workspace.onDidCloseTextDocument(() => this.follow()),
    ];
    this.follow();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.changed.dispose();
    for (const listener of this.listeners) listener.dispose();
  }

  get mode(): string | undefined {
    return this.uri === undefined ? undefined : this.modes.get(this.uri.toString());
  }

  /** Looks at one mode only, or at all of them. */
  setMode(mode: string | undefined): void {
    if (this.uri === undefined) return;
    if (mode === undefined) this.modes.delete(this.uri.toString());
    else this.modes.set(this.uri.toString(), mode);
    this.refresh();
  }

  refresh(): void {
    void this.ask();
  }

  // A graph or an output that is in front says nothing of another file: the last command file stays.
  private follow(): void {
    const document = vscode.window.activeTextEditor?.document;
    const open = vscode.workspace.textDocuments.some((each) => each.uri.toString() === this.uri?.toString());
    if (document === undefined ? open : document.uri.toString() === this.uri?.toString()) return;
    if (document !== undefined && open && !isText(document.uri)) return;
    this.uri = document !== undefined && isMarkdown(document) ? document.uri : undefined;
    this.refresh();
  }

  private refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), typingPause);
  }

  private isOfShown(params: unknown): boolean {
    const uri = (params as {textDocument?: {uri?: string}} | undefined)?.textDocument?.uri;
    return uri === undefined || vscode.Uri.parse(uri).toString() === this.uri?.toString();
  }

  private async ask(): Promise<void> {
    const turn = ++this.asked;
    const uri = this.uri;
    if (uri === undefined) return this.show(undefined, 'none');
    const state = this.supervisor.state;
    if (state === 'idle' || state === 'starting' || state === 'waiting') return this.show(undefined, 'starting');
    if (state !== 'running') return this.show(undefined, state === 'tooOld' ? 'tooOld' : 'stopped');
    if (!this.supervisor.pipelines) return this.show(undefined, 'tooOld');
    try {
      const mode = this.mode;
      const params = {textDocument: {uri: uri.toString()}, ...(mode === undefined ? {} : {mode})};
      const answer = await this.supervisor.request<Pipeline | null>('baton/pipeline', params);
      if (turn !== this.asked) return;
      if (answer === null) return this.show(undefined, 'other');
      if (mode !== undefined && !answer.modes.some(({name}) => name === mode)) return this.setMode(undefined);
      this.show(answer, answer.phases.length + answer.tasks.length === 0 ? 'empty' : 'shown');
    } catch (fault) {
      if (turn !== this.asked || this.supervisor.isOutdated(fault)) return;
      if (this.supervisor.isUnknownMethod(fault)) return this.show(undefined, 'tooOld');
      this.supervisor.log.warn(`baton/pipeline: ${String(fault)}`);
      this.show(undefined, 'failed');
    }
  }

  private show(pipeline: Pipeline | undefined, shown: Shown): void {
    this.pipeline = pipeline;
    this.shown = shown;
    void setContext('baton.pipelineState', shown);
    void setContext('baton.hasModes', (pipeline?.modes.length ?? 0) > 0);
    void setContext('baton.running', isUnderWay(pipeline?.run));
    void setContext('baton.resumable', isResumable(pipeline?.run));
    this.changed.fire();
  }
}

// What somebody writes, and no run wrote.
function isText(uri: vscode.Uri): boolean {
  return (uri.scheme === 'file' || uri.scheme === 'untitled') && !isOutput(uri);
}

// Whether it is a command is for the server to say.
function isMarkdown({uri, languageId}: vscode.TextDocument): boolean {
  return (uri.scheme === 'file' && (languageId === 'markdown' || uri.path.endsWith('.md'))) ||
    (uri.scheme === 'untitled' && languageId === 'markdown');
}

export function setContext(key: string, value: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand('setContext', key, value);
}
