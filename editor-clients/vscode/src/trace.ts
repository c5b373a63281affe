// Shows the messages of the protocol in the log while `baton.trace.server` says so. The client itself writes them only where
// the log's level is Trace, which users would have to set besides; so it is given this channel, whose level follows the setting.
import * as vscode from 'vscode';

export function traceChannel(log: vscode.LogOutputChannel, isOn: () => boolean): vscode.LogOutputChannel & vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.LogLevel>();
  const level = (): vscode.LogLevel => (isOn() ? vscode.LogLevel.Trace : vscode.LogLevel.Info);
  const watch = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('baton.trace')) changed.fire(level());
  });
  return new Proxy(log, {
    get(target, property) {
      if (property === 'logLevel') return level();
      if (property === 'onDidChangeLogLevel') return changed.event;
      if (property === 'trace') return (message: string): void => target.info(message);
      if (property === 'dispose')
        return (): void => {
          watch.dispose();
          changed.dispose();
        };
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
