// Where the editor begins: looks whether there is something for Baton in the workspace, and starts the server then.
import * as vscode from 'vscode';
import {isOurs, workspaceIsOurs} from './detect.js';
import {reveal, showOutput, showReferences} from './documents.js';
import {GraphPanel} from './graph_panel.js';
import {PipelineModel, setContext} from './pipeline_model.js';
import {PipelineTree} from './pipeline_tree.js';
import {RunCommands} from './run_commands.js';
import {needsRestart} from './settings.js';
import {Status} from './status.js';
import {Supervisor} from './supervisor.js';
import {CheckTasks, checkWorkspace} from './tasks.js';

let supervisor: Supervisor | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const folder = context.extensionUri.fsPath;
  const server = new Supervisor(folder);
  supervisor = server;
  const on = (command: string, run: (...given: never[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(command, run);
  let parts: vscode.Disposable[] = [];

  // What is only of use where there are command files is made with the first of them.
  const begin = (): void => {
    if (parts.length > 0) return;
    const model = new PipelineModel(server);
    const graph = new GraphPanel(model, context.extensionUri);
    parts = [
      model,
      graph,
      new PipelineTree(model),
      new Status(server, model),
      ...new RunCommands(server, model).register(),
      on('baton.showGraph', () => graph.show()),
      on('baton.chooseMode', () => chooseMode(model)),
      on('baton.refreshPipeline', () => model.refresh()),
      vscode.tasks.registerTaskProvider('baton', new CheckTasks(folder, () => server.state === 'running')),
    ];
    context.subscriptions.push(...parts);
    void setContext('baton.active', true);
    void server.start();
  };
  const look = (document: vscode.TextDocument): void => {
    if (parts.length === 0 && isOurs(document)) begin();
  };

  server.showDocument = showOutput;
  context.subscriptions.push(
    server,
    server.onChange(() => void setContext('baton.runs', server.commands.has('baton.run'))),
    on('baton.reveal', reveal),
    on('baton.showReferences', showReferences),
    on('baton.showLog', () => server.log.show()),
    on('baton.checkWorkspace', checkWorkspace),
    on('baton.restartServer', async () => {
      begin();
      await server.restart();
    }),
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidSaveTextDocument(look),
    vscode.workspace.onDidGrantWorkspaceTrust(() => restartIfBegun(server)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (needsRestart(change)) restartIfBegun(server);
    }),
  );
  vscode.workspace.textDocuments.forEach(look);
  void workspaceIsOurs().then((ours) => {
    if (ours) begin();
  });
}

export async function deactivate(): Promise<void> {
  await supervisor?.stop();
}

function restartIfBegun(server: Supervisor): void {
  if (server.state !== 'idle') void server.restart();
}

async function chooseMode(model: PipelineModel): Promise<void> {
  const all = {label: 'all modes', name: undefined};
  const modes = (model.pipeline?.modes ?? []).map((mode) => ({
    label: mode.name,
    description: mode.default ? 'default' : '',
    name: mode.name,
  }));
  const chosen = await vscode.window.showQuickPick([all, ...modes], {title: 'Baton: Mode', placeHolder: 'What to look at?'});
  if (chosen !== undefined) model.setMode(chosen.name);
}
