// Showing places of documents, and what a run wrote.
import * as vscode from 'vscode';
import type {Location, Position, Range} from 'vscode-languageclient';

/** Texts of the server itself have this scheme: prompts as they would be sent, and outputs. Nobody can write to them. */
export const textScheme = 'baton';

/** What a run wrote is looked at and not edited: the next run would overwrite it. */
export async function showOutput(uri: vscode.Uri): Promise<boolean> {
  const isText = uri.scheme === textScheme;
  if (!isText && !/\/\.baton\/runs\//.test(uri.path)) return false;
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, {preview: true, viewColumn: columnFor(uri)});
  if (!isText) await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
  return true;
}

// Beside the command file; where one of them is shown, there.
function columnFor(uri: vscode.Uri): vscode.ViewColumn {
  const {visibleTextEditors: seen} = vscode.window;
  const same = seen.find(({document}) => document.uri.toString() === uri.toString());
  const other = seen.find(({document}) => document.uri.scheme === textScheme);
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
