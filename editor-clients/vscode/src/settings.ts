// The settings, read in one place. package.json describes them.
import * as vscode from 'vscode';

export interface Settings {
  readonly serverPath: string;
  readonly logLevel: string;
  readonly trace: string;
}

export function readSettings(): Settings {
  const settings = vscode.workspace.getConfiguration('baton');
  // What may start a program is read from the user's own settings, whatever a workspace says.
  const path = settings.inspect<string>('server.path');
  return {
    serverPath: path?.globalValue ?? '',
    logLevel: settings.get('server.logLevel', 'info'),
    trace: settings.get('trace.server', 'off'),
  };
}

/** True where a change of settings counts only for a server that is started anew; it is told of all others. */
export function needsRestart(change: vscode.ConfigurationChangeEvent): boolean {
  return change.affectsConfiguration('baton.server.path');
}
