// Showing places of documents, and what a run wrote.
import * as vscode from 'vscode';
import type {Location, Position, Range} from 'vscode-languageclient';

/** Texts of the server itself have this scheme: prompts as they would be sent, and outputs. Nobody can write to them. */
export const textScheme = 'baton';

/** True for the file of an output, too, which is shown where there are several. */
export function isOutput(uri: vscode.Uri): boolean {
  return uri.scheme === textScheme || /\/\.baton\/runs\//.test(uri.path);
}

let shown: Promise<void> = Promise.resolve();

/** What a run wrote is looked at and not edited: the next run would overwrite it. */
export async function showOutput(uri: vscode.Uri): Promise<boolean> {
  if (!isOutput(uri)) return false;
  // One after the other: each goes where the one before stands.
  const turn = shown.then(() => show(uri));
  shown = turn.catch(() => undefined);
  await turn;
  return true;
}

async function show(uri: vscode.Uri): Promise<void> {
  const isText = uri.scheme === textScheme;
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, {preview: isText, viewColumn: columnFor(uri)});
  if (!isText) await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
}

// Beside the command file; where one of them is shown, there.
function columnFor(uri: vscode.Uri): vscode.ViewColumn {
  const {visibleTextEditors: seen} = vscode.window;
  const same = seen.find(({document}) => document.uri.toString() === uri.toString());
  const other = seen.find(({document}) => isOutput(document.uri));
  return (same ?? other)?.viewColumn ?? vscode.ViewColumn.Beside;
}

export async function reveal(uri: vscode.Uri, range: Range): Promise<void> {
  const open = vscode.window.visibleTextEditors.find(({document}) => document.uri.toString() === uri.toString());
  const start = position(range.start);
  await vscode.window.showTextDocument(uri, {
    selection: new vscode.Range(start, start),
    viewColumn: open?.viewColumn ?? vscode.ViewColumn.One,
  });
}

/** A lens "N references" gives a place and the places that refer to it, as the protocol writes them. */
export async function showReferences(uri: string, at: Position, places: Location[]): Promise<void> {
  const found = places.map(({uri: of, range}) => {
    return new vscode.Location(vscode.Uri.parse(of), new vscode.Range(position(range.start), position(range.end)));
  });
  await vscode.commands.executeCommand('editor.action.showReferences', vscode.Uri.parse(uri), position(at), found);
}

function position({line, character}: Position): vscode.Position {
  return new vscode.Position(line, character);
}
