// `baton --check` as a task of the editor, for whoever wants the findings of files that are not open in one list.
import * as vscode from 'vscode';
import {locateServer} from './locate.js';
import {readSettings} from './settings.js';

interface Definition extends vscode.TaskDefinition {
  check?: string;
  failOn?: string;
}

export class CheckTasks implements vscode.TaskProvider {
  constructor(
    private readonly extensionFolder: string,
    private readonly listsFindings: () => boolean, // somebody else does
  ) {}

  async provideTasks(): Promise<vscode.Task[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const made = await Promise.all(folders.map((folder) => this.make({type: 'baton', check: '.'}, folder)));
    return made.flatMap((task) => task ?? []);
  }

  async resolveTask(task: vscode.Task): Promise<vscode.Task | undefined> {
    const folder = typeof task.scope === 'object' ? task.scope : vscode.workspace.workspaceFolders?.[0];
    return folder === undefined ? undefined : this.make(task.definition, folder);
  }

  private async make(definition: Definition, folder: vscode.WorkspaceFolder): Promise<vscode.Task | undefined> {
    const program = await locateServer(readSettings().serverPath, this.extensionFolder);
    if ('missing' in program) return undefined;
    const path = definition.check ?? '.';
    const flags = ['--check', '--color', 'never', ...(definition.failOn === undefined ? [] : ['--fail-on', definition.failOn])];
    const execution = new vscode.ProcessExecution(program.path, [...flags, '--', path], {cwd: folder.uri.fsPath});
    const name = path === '.' ? 'check workspace' : `check ${path}`;
    const matchers = this.listsFindings() ? [] : ['$baton']; // each finding once
    const task = new vscode.Task(definition, folder, name, 'baton', execution, matchers);
    task.group = vscode.TaskGroup.Test;
    task.detail = 'baton --check';
    return task;
  }
}

export async function checkWorkspace(): Promise<void> {
  const [task] = await vscode.tasks.fetchTasks({type: 'baton'});
  if (task === undefined) {
    await vscode.window.showErrorMessage('There is nothing to check: open a folder, and see that the program baton is found.');
    return;
  }
  await vscode.tasks.executeTask(task);
}
