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

interface Views {
  readonly model: PipelineModel;
  readonly graph: GraphPanel;
}

let supervisor: Supervisor | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const folder = context.extensionUri.fsPath;
  const server = new Supervisor(folder);
  supervisor = server;
  const on = (command: string, run: (...given: never[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(command, run);
  let views: Views | undefined;

  // What is only of use where there are command files is made with the first of them.
  const begin = (): Views => {
    if (views !== undefined) return views;
    const model = new PipelineModel(server);
    views = {model, graph: new GraphPanel(model, context.extensionUri)};
    context.subscriptions.push(
      model,
      views.graph,
      new PipelineTree(model),
      new Status(server, model),
      ...new RunCommands(server, model).register(),
    );
    void setContext('baton.active', true);
    void server.start();
    return views;
  };
  const look = (document: vscode.TextDocument): void => {
    if (views === undefined && isOurs(document)) begin();
  };

  server.showDocument = showOutput;
  context.subscriptions.push(
    server,
    server.onChange(() => tellOffers(server)),
    on('baton.reveal', reveal),
    on('baton.showReferences', showReferences),
    on('baton.showLog', () => server.log.show()),
    on('baton.checkWorkspace', checkWorkspace),
    vscode.tasks.registerTaskProvider('baton', new CheckTasks(folder, () => server.state === 'running')),
    on('baton.showGraph', () => showGraph(server, begin().graph)),
    on('baton.chooseMode', () => chooseMode(begin().model)),
    on('baton.refreshPipeline', () => begin().model.refresh()),
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
  workspaceIsOurs().then(
    (ours) => ours && begin(),
    (fault: unknown) => server.log.warn(`The workspace could not be looked through: ${String(fault)}`),
  );
}

export async function deactivate(): Promise<void> {
  await supervisor?.stop();
}

function restartIfBegun(server: Supervisor): void {
  if (server.state !== 'idle') void server.restart();
}

// What the server does not offer has no button. What the last one offered stays while there is none.
function tellOffers(server: Supervisor): void {
  if (server.state !== 'running') return;
  void setContext('baton.pipelines', server.pipelines);
}

// A key of the user's own leads here without asking what the server offers.
async function showGraph(server: Supervisor, graph: GraphPanel): Promise<void> {
  await server.start();
  if (server.state !== 'running' || server.pipelines) return graph.show();
  const words = `This Baton (${server.version}) is too old to draw graphs in an editor. On the command line, "baton --graph FILE" does.`;
  await vscode.window.showInformationMessage(words);
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
