// The life of the server: found, started, started again when it crashed, and in words why it is not there.
import * as vscode from 'vscode';
import {Backoff} from './backoff.js';
import type {Connection} from './client.js';
import {locateServer, type Program} from './locate.js';
import {readSettings} from './settings.js';
import {traceChannel} from './trace.js';
import {isBelow, minimumServer} from './versions.js';

export type State = 'idle' | 'starting' | 'running' | 'waiting' | 'missing' | 'tooOld' | 'failed';

type ClientModule = typeof import('./client.js');

export class Supervisor implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly told = new vscode.EventEmitter<{method: string; params: unknown}>();
  private readonly backoff = new Backoff();
  private connection: Connection | undefined;
  private module: ClientModule | undefined;
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private disposed = false;

  readonly onChange = this.changed.event;
  readonly onNotification = this.told.event;
  readonly log = vscode.window.createOutputChannel('Baton', {log: true});
  private readonly trace = traceChannel(this.log, () => readSettings().trace !== 'off');
  /** Opens what the server wants to be seen; true where it did. */
  showDocument: (uri: vscode.Uri) => Promise<boolean> = () => Promise.resolve(false);

  state: State = 'idle';
  words = ''; // why the server is not there
  program: Program | undefined;
  version = '';

  constructor(private readonly extensionFolder: string) {}

  /** True where the server runs pipelines, and so can tell of them. */
  get pipelines(): boolean {
    return this.commands.has('baton.run');
  }

  get commands(): ReadonlySet<string> {
    return this.connection?.commands ?? new Set<string>();
  }

  /** Starts the server where it was never started; what failed stays so until it is restarted. */
  async start(): Promise<void> {
    if (this.state === 'idle') await this.inTurn(() => (this.state === 'idle' ? this.open() : Promise.resolve()));
  }

  async restart(): Promise<void> {
    this.backoff.forget();
    await this.inTurn(async () => {
      await this.close();
      await this.open();
    });
  }

  async request<T>(method: string, params: unknown, cancel?: vscode.CancellationToken): Promise<T> {
    if (this.connection === undefined || this.state !== 'running') throw new Error('The Baton server is not running.');
    return this.connection.request<T>(method, params, cancel);
  }

  isUnknownMethod(fault: unknown): boolean {
    return this.module?.isUnknownMethod(fault) ?? false;
  }

  isOutdated(fault: unknown): boolean {
    return this.module?.isOutdated(fault) ?? false;
  }

  isRefusal(fault: unknown): boolean {
    return this.module?.isRefusal(fault) ?? false;
  }

  async stop(): Promise<void> {
    this.disposed = true;
    await this.inTurn(() => this.close());
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.changed.dispose();
    this.told.dispose();
    this.trace.dispose();
    this.log.dispose();
  }

  // One start or stop at a time, in the order in which they were asked for.
  private inTurn(step: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(step).catch((fault: unknown) => {
      this.log.error(String(fault));
    });
    return this.turn;
  }

  private become(state: State, words = ''): void {
    this.state = state;
    this.words = words;
    if (words !== '') this.log.warn(words);
    if (!this.disposed) this.changed.fire();
  }

  private async close(): Promise<void> {
    clearTimeout(this.timer);
    const connection = this.connection;
    this.connection = undefined;
    await connection?.stop().catch((fault: unknown) => this.log.warn(`While stopping: ${String(fault)}`));
    this.become('idle');
  }

  private async open(): Promise<void> {
    if (this.disposed) return;
    const settings = readSettings();
    const found = await locateServer(settings.serverPath, this.extensionFolder);
    if ('missing' in found) {
      this.become('missing', found.missing);
      void this.complain(found.missing, 'Open Settings', 'Try Again');
      return;
    }
    this.program = found;
    this.become('starting');
    this.log.info(`Starting ${found.path} (from ${found.from})`);
    this.module ??= await import('./client.js');
    const connection: Connection = this.module.connect({
      program: found.path,
      arguments: ['--log-level', settings.logLevel],
      initializationOptions: {trusted: vscode.workspace.isTrusted},
      log: this.log,
      trace: this.trace,
      closed: () => this.crashed(connection),
      notified: (method, params) => this.told.fire({method, params}),
      showDocument: (uri) => this.showDocument(uri),
    });
    this.connection = connection;
    try {
      await connection.start();
    } catch (fault) {
      this.connection = undefined;
      this.become('failed', `${found.path} could not be started as a language server: ${reason(fault)}`);
      void this.complain(this.words, 'Try Again', 'Show Log', 'Open Settings');
      return;
    }
    await this.accept(connection, found);
  }

  private async accept(connection: Connection, program: Program): Promise<void> {
    this.version = connection.version;
    if (!isBelow(this.version, minimumServer)) return this.become('running');
    this.connection = undefined;
    await connection.stop();
    this.become(
      'tooOld',
      `${program.path} is Baton ${this.version}, which is too old: this extension needs ${minimumServer} or later.`,
    );
    void this.complain(this.words, 'Open Settings', 'Try Again');
  }

  private crashed(connection: Connection): void {
    if (this.connection !== connection || this.state !== 'running' || this.disposed) return;
    this.connection = undefined;
    const delay = this.backoff.crashed(Date.now());
    if (delay === undefined) {
      this.become('failed', `Baton ended ${Backoff.tries + 1} times within three minutes, and was not started again.`);
      void this.complain(this.words, 'Restart', 'Show Log');
      return;
    }
    this.become('waiting', `Baton ended unexpectedly. It starts again in ${delay / 1000} seconds.`);
    this.timer = setTimeout(() => void this.inTurn(() => (this.state === 'waiting' ? this.open() : Promise.resolve())), delay);
  }

  private async complain(words: string, ...actions: string[]): Promise<void> {
    const chosen = await vscode.window.showErrorMessage(words, ...actions);
    if (chosen === 'Open Settings') await vscode.commands.executeCommand('workbench.action.openSettings', 'baton.server.path');
    if (chosen === 'Show Log') this.log.show();
    if (chosen === 'Try Again' || chosen === 'Restart') await this.restart();
  }
}

function reason(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
