// The language client, apart from all else because it is large: loaded when there is a file for the server, not before.
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  type ClientCapabilities,
  type LanguageClientOptions,
  type ServerCapabilities,
  type StaticFeature,
} from 'vscode-languageclient/node';
import {askQuestion} from './questions.js';

export interface ConnectOptions {
  readonly program: string;
  readonly arguments: string[];
  readonly initializationOptions: Record<string, unknown>;
  readonly log: vscode.LogOutputChannel;
  readonly trace: vscode.LogOutputChannel;
  /** The server went away without being asked to. */
  readonly closed: () => void;
  readonly notified: (method: string, params: unknown) => void;
  /** Where the server is opened a document: true where that was done here. */
  readonly showDocument: (uri: vscode.Uri) => Promise<boolean>;
}

export interface Connection {
  /** Rejects where the server cannot be started. */
  start(): Promise<void>;
  stop(): Promise<void>;
  request<T>(method: string, params: unknown, cancel?: vscode.CancellationToken): Promise<T>;
  readonly version: string;
  /** The commands that the server executes. */
  readonly commands: ReadonlySet<string>;
}

const notifications = ['baton/pipelineChanged'];

// The client would register each of the server's commands in the editor. Here they have their own: with questions for what is
// missing, and words where the server does not know them.
class OwnCommands implements StaticFeature {
  readonly known = new Set<string>();

  preInitialize(capabilities: ServerCapabilities): void {
    for (const command of capabilities.executeCommandProvider?.commands ?? []) this.known.add(command);
    delete capabilities.executeCommandProvider;
  }
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    Object.assign(capabilities, {experimental: {commands: ['baton.showReferences', 'baton.showGraph'], questions: true}});
  }
  initialize(): void {
    // nothing to set up
  }
  getState(): {kind: 'static'} {
    return {kind: 'static'};
  }
  clear(): void {
    this.known.clear();
  }
}

/** True for the error of a method that the server does not have. */
export function isUnknownMethod(fault: unknown): boolean {
  return typeof fault === 'object' && fault !== null && (fault as {code?: unknown}).code === -32601;
}

/** True for an answer that came too late to be of use. */
export function isOutdated(fault: unknown): boolean {
  const code = typeof fault === 'object' && fault !== null ? (fault as {code?: unknown}).code : undefined;
  return code === -32800 || code === -32801;
}

/** True where the server says why it does not do what was asked. */
export function isRefusal(fault: unknown): boolean {
  return typeof fault === 'object' && fault !== null && (fault as {code?: unknown}).code === -32803;
}

// What goes wrong is told to the user by whoever supervises the server, once; the client itself only writes it to the log.
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export function connect(options: ConnectOptions): Connection {
  const settings: LanguageClientOptions = {
    documentSelector: [
      {scheme: 'file', language: 'markdown'},
      {scheme: 'untitled', language: 'markdown'},
      {scheme: 'file', pattern: '**/*.md'},
      {scheme: 'file', pattern: '**/{plugin,marketplace}.json'},
      {scheme: 'file', pattern: '**/.baton.yaml'},
    ],
    initializationOptions: options.initializationOptions,
    diagnosticCollectionName: 'baton',
    outputChannel: options.log,
    traceOutputChannel: options.trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    synchronize: {configurationSection: 'baton'},
    markdown: {supportHtml: false},
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({action: ErrorAction.Continue, handled: true}),
      closed: () => {
        options.closed();
        return {action: CloseAction.DoNotRestart, handled: true, message: 'The connection to the server is closed.'};
      },
    },
    middleware: {
      window: {
        showDocument: async (params, cancel, next) => {
          const uri = vscode.Uri.parse(params.uri);
          if (params.external !== true && (await options.showDocument(uri))) return {success: true};
          return next(params, cancel);
        },
      },
    },
  };
  const server = {command: options.program, args: options.arguments};
  const client = new QuietClient('baton', 'Baton', {run: server, debug: server}, settings);
  const own = new OwnCommands();
  client.registerFeature(own);
  for (const method of notifications)
    client.onNotification(method, (params: unknown) => {
      options.notified(method, params);
    });
  client.onRequest('baton/question', askQuestion);
  return {
    start: async () => {
      await client.start();
      // A server that ends while it is asked to begin is no fault to the client.
      if (!client.isRunning()) throw new Error('it ended at once');
    },
    stop: async () => {
      if (client.needsStop()) await client.dispose(2000);
    },
    // (An argument that is there and undefined would be sent as a second parameter.)
    request: (method, params, cancel) =>
      cancel === undefined ? client.sendRequest(method, params) : client.sendRequest(method, params, cancel),
    get version() {
      return client.initializeResult?.serverInfo?.version ?? '';
    },
    commands: own.known,
  };
}
