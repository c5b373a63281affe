// The questions of a command file that buttons cannot answer: a list to choose several from, or a box for words.
import * as vscode from 'vscode';
import type {QuestionParams, QuestionResult} from './protocol.js';

export async function askQuestion({message, options, several}: QuestionParams): Promise<QuestionResult> {
  if (options.length === 0) {
    const text = await vscode.window.showInputBox({title: 'Baton: Question', prompt: message, ignoreFocusOut: true});
    return text === undefined ? null : {text};
  }
  // What stands in a label between $( and ) would be shown as a picture.
  const items = options.map(({label, description}, index) => ({label: label.replaceAll('$(', '$\u200b('), detail: description, index}));
  const look = {title: 'Baton: Question', placeHolder: message, ignoreFocusOut: true};
  if (!several) {
    const item = await vscode.window.showQuickPick(items, look);
    return item === undefined ? null : {chosen: [item.index]};
  }
  const chosen = await vscode.window.showQuickPick(items, {...look, canPickMany: true});
  return chosen === undefined || chosen.length === 0 ? null : {chosen: chosen.map(({index}) => index)};
}
