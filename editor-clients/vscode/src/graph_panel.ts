// The graph beside the editor: a page of its own that draws what `baton/pipeline` says, and tells what was chosen in it.
import {randomBytes} from 'node:crypto';
import * as vscode from 'vscode';
import type {PipelineModel} from './pipeline_model.js';

interface FromPage {
  readonly kind: 'ready' | 'reveal' | 'mode';
  readonly id?: string;
  readonly mode?: string | null;
}

export class GraphPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private readonly listener: vscode.Disposable;

  constructor(
    private readonly model: PipelineModel,
    private readonly extensionUri: vscode.Uri,
  ) {
    this.listener = model.onChange(() => this.send());
  }

  dispose(): void {
    this.listener.dispose();
    this.panel?.dispose();
  }

  show(): void {
    if (this.panel !== undefined) return this.panel.reveal(undefined, true);
    const dist = vscode.Uri.joinPath(this.extensionUri, 'dist');
    const panel = vscode.window.createWebviewPanel(
      'baton.graph',
      'Graph',
      {viewColumn: vscode.ViewColumn.Beside, preserveFocus: true},
      {enableScripts: true, localResourceRoots: [dist]},
    );
    this.panel = panel;
    panel.onDidDispose(() => (this.panel = undefined));
    panel.webview.onDidReceiveMessage((message: FromPage) => this.receive(message));
    panel.webview.html = page(panel.webview, vscode.Uri.joinPath(dist, 'graph_page.js'));
  }

  private send(): void {
    if (this.panel === undefined) return;
    const {pipeline, shown, mode, uri} = this.model;
    this.panel.title = uri === undefined ? 'Graph' : `Graph: ${uri.path.replace(/^.*\//, '')}`;
    void this.panel.webview.postMessage({pipeline: pipeline ?? null, shown, mode: mode ?? null});
  }

  private receive(message: FromPage): void {
    if (message.kind === 'ready') return this.send();
    if (message.kind === 'mode') return this.model.setMode(message.mode ?? undefined);
    const {pipeline, uri} = this.model;
    if (uri === undefined) return;
    const task = pipeline?.tasks.find(({id}) => id === message.id);
    const other = [...(pipeline?.phases ?? []), ...(pipeline?.gates ?? [])].find(({id}) => id === message.id);
    const range = task?.nameRange ?? other?.range;
    if (range !== undefined) void vscode.commands.executeCommand('baton.reveal', uri, range);
  }
}

// Nothing is loaded but this one script and the style that stands here.
function page(webview: vscode.Webview, script: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}';`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Graph</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<header><label for="mode">Mode</label> <select id="mode"></select><span id="note"></span></header>
<main id="graph" role="group" aria-label="Graph of the pipeline"></main>
<script nonce="${nonce}" src="${webview.asWebviewUri(script).toString()}"></script>
</body>
</html>`;
}

const style = `
  body { padding: 0; margin: 0; color: var(--vscode-editor-foreground); background: var(--vscode-editor-background);
    font-family: var(--vscode-font-family); font-size: 13px; }
  header { position: sticky; top: 0; left: 0; padding: 8px 12px; display: flex; gap: 8px; align-items: center;
    background: var(--vscode-editor-background); }
  header[hidden] { display: none; }
  select { color: var(--vscode-dropdown-foreground); background: var(--vscode-dropdown-background);
    border: 1px solid var(--vscode-dropdown-border); padding: 2px 4px; font: inherit; }
  #note { opacity: 0.8; }
  main { padding: 0 12px 12px; }
  main p { max-width: 40em; opacity: 0.8; }
  svg { display: block; max-width: none; }
  svg text { fill: var(--vscode-editor-foreground); font-family: var(--vscode-font-family); font-size: 13px; }
  svg text.small { font-size: 11px; opacity: 0.75; }
  svg text.title { font-weight: 600; }
  .phase > rect { fill: var(--vscode-sideBar-background); stroke: var(--vscode-panel-border); }
  .task > rect { fill: var(--vscode-editorWidget-background); stroke: var(--vscode-editorWidget-border, currentColor); stroke-width: 1.2; }
  .task.optional > rect { stroke-dasharray: 5 3; }
  .missing > rect { fill: none; stroke: var(--vscode-editorError-foreground); stroke-dasharray: 3 3; }
  .gate > rect { fill: var(--vscode-badge-background); stroke: none; }
  .gate > text { fill: var(--vscode-badge-foreground); }
  .task.fresh > rect { stroke: var(--vscode-testing-iconPassed); }
  .task.running > rect { stroke: var(--vscode-progressBar-background); stroke-width: 2.4; }
  .task.failed > rect, .task.blocked > rect { stroke: var(--vscode-testing-iconFailed); }
  .task.stale > rect, .task.cancelled > rect, .task.interrupted > rect { stroke: var(--vscode-list-warningForeground); }
  .task.skipped { opacity: 0.55; }
  .edge { fill: none; stroke: var(--vscode-foreground); stroke-width: 1.3; opacity: 0.7; }
  .edge.conditional { stroke-dasharray: 5 4; }
  .edge.fault { stroke: var(--vscode-editorError-foreground); opacity: 1; }
  .head { fill: var(--vscode-foreground); }
  .head.fault { fill: var(--vscode-editorError-foreground); }
  [role=button] { cursor: pointer; }
  [role=button]:focus { outline: none; }
  [role=button]:focus > rect, [role=button]:hover > rect { stroke: var(--vscode-focusBorder); stroke-width: 2; }
`;
