// The commands that run something: what is missing is asked for, then the server is told. It decides whether it may.
import * as vscode from 'vscode';
import type {PipelineModel} from './pipeline_model.js';
import type {Node} from './pipeline_tree.js';
import type {Phase, RunArguments, Task} from './protocol.js';
import type {Supervisor} from './supervisor.js';
import {isResumable, phaseName, stateName, taskName} from './words.js';

const runs = ['baton.run', 'baton.runPhase', 'baton.runTask'];

export class RunCommands {
  // By URI: what was answered last is offered first, since one phase follows the other with the same.
  private readonly lastModes = new Map<string, string>();
  private readonly lastArguments = new Map<string, string>();

  constructor(
    private readonly supervisor: Supervisor,
    private readonly model: PipelineModel,
  ) {}

  register(): vscode.Disposable[] {
    const on = (command: string, ask: (given: unknown) => Promise<RunArguments | undefined>, asked = command): vscode.Disposable =>
      vscode.commands.registerCommand(command, (given: unknown) => this.execute(asked, () => ask(given)));
    return [
      on('baton.run', (given) => this.complete(this.target(given))),
      on('baton.runPhase', async (given) => this.complete(await this.withPhase(this.target(given)))),
      on('baton.runTask', async (given) => this.complete(await this.withTask(this.target(given), 'Run Task'))),
      on('baton.preview', (given) => this.complete(this.target(given))),
      on('baton.resume', (given) => Promise.resolve(this.resumed(this.target(given))), 'baton.run'),
      on('baton.cancel', (given) => Promise.resolve(this.target(given))),
      on('baton.showOutput', (given) => this.withTask(this.target(given), 'Output')),
    ];
  }

  private async execute(command: string, ask: () => Promise<RunArguments | undefined>): Promise<unknown> {
    if (runs.includes(command) && !vscode.workspace.isTrusted) {
      const manage = 'Manage Workspace Trust';
      const words = 'This workspace is in Restricted Mode: Baton checks its files and runs nothing of them.';
      if ((await vscode.window.showWarningMessage(words, manage)) === manage)
        await vscode.commands.executeCommand('workbench.trust.manage');
      return undefined;
    }
    if (this.supervisor.state !== 'running') {
      await vscode.window.showErrorMessage(this.supervisor.words || 'The Baton server is not running.');
      return undefined;
    }
    if (!this.supervisor.commands.has(command)) {
      await vscode.window.showErrorMessage(`This Baton (${this.supervisor.version}) is too old to do that: it does not know "${command}".`);
      return undefined;
    }
    const given = await ask();
    if (given === undefined) return undefined;
    try {
      return await this.supervisor.request('workspace/executeCommand', {command, arguments: [given]});
    } catch (fault) {
      // A refusal is no fault: it says what is to be done first.
      const refused = this.supervisor.isRefusal(fault);
      const show = refused ? vscode.window.showWarningMessage : vscode.window.showErrorMessage;
      await show(`Baton: ${fault instanceof Error ? fault.message : String(fault)}`);
      return undefined;
    }
  }

  // What a lens, a code action or an item of the tree gave; else the command file that is shown.
  private target(given: unknown): RunArguments | undefined {
    const uri = this.model.uri?.toString();
    if (isArguments(given)) return {...given};
    if (uri === undefined) {
      void vscode.window.showInformationMessage('Open a command file first: Baton runs what the file says.');
      return undefined;
    }
    const target: RunArguments = {uri, ...(this.model.mode === undefined ? {} : {mode: this.model.mode})};
    const node = given as Node | undefined;
    if (node?.kind === 'phase') target.phase = node.phase.number;
    if (node?.kind === 'task') this.setTask(target, node.task);
    return target;
  }

  // An older server would begin anew.
  private resumed(target: RunArguments | undefined): RunArguments | undefined {
    if (target === undefined) return undefined;
    if (isResumable(this.model.pipeline?.run)) return {uri: target.uri, resume: true};
    void vscode.window.showInformationMessage('There is no run of this file to go on with.');
    return undefined;
  }

  private setTask(target: RunArguments, task: Task): void {
    target.task = task.step ?? task.agents[0] ?? '';
    const phase = this.model.pipeline?.phases.find(({id}) => id === task.phase);
    if (phase !== undefined) target.phase = phase.number;
  }

  private async withPhase(target: RunArguments | undefined): Promise<RunArguments | undefined> {
    if (target === undefined || target.phase !== undefined) return target;
    const items = (this.model.pipeline?.phases ?? []).map((phase: Phase) => ({label: phaseName(phase), phase}));
    const chosen = await vscode.window.showQuickPick(items, {title: 'Baton: Run Phase', placeHolder: 'Which phase?'});
    return chosen === undefined ? undefined : {...target, phase: chosen.phase.number};
  }

  private async withTask(target: RunArguments | undefined, wish: 'Run Task' | 'Output'): Promise<RunArguments | undefined> {
    if (target === undefined || target.task !== undefined) return target;
    const pipeline = this.model.pipeline;
    const items = (pipeline?.tasks ?? []).map((task) => {
      const phase = pipeline?.phases.find(({id}) => id === task.phase);
      const description = stateName(task.state) || 'not run yet';
      return {label: taskName(task), description, detail: phase === undefined ? '' : phaseName(phase), task};
    });
    const hasOutput = ({task}: {task: Task}): boolean => task.state?.output !== undefined;
    if (wish === 'Output') items.sort((a, b) => Number(hasOutput(b)) - Number(hasOutput(a)));
    const chosen = await vscode.window.showQuickPick(items, {title: `Baton: ${wish}`, placeHolder: 'Which task?', matchOnDetail: true});
    if (chosen !== undefined) this.setTask(target, chosen.task);
    return chosen === undefined ? undefined : target;
  }

  /** Asks for the mode and the arguments, where the file has some and they are not given. */
  private async complete(target: RunArguments | undefined): Promise<RunArguments | undefined> {
    if (target === undefined || target.resume === true) return target; // that is as it was begun
    const modes = target.mode === undefined && target.uri === this.model.uri?.toString() ? (this.model.pipeline?.modes ?? []) : [];
    if (modes.length > 0) {
      const first = this.lastModes.get(target.uri) ?? modes.find((mode) => mode.default)?.name;
      const items = modes.map(({name, default: isDefault}) => ({label: name, description: isDefault ? 'default' : ''}));
      items.sort((a, b) => Number(b.label === first) - Number(a.label === first));
      const chosen = await vscode.window.showQuickPick(items, {title: 'Baton: Mode', placeHolder: 'In which mode?'});
      if (chosen === undefined) return undefined;
      target.mode = chosen.label;
      this.lastModes.set(target.uri, chosen.label);
    }
    if (target.arguments !== undefined) return target;
    const document = vscode.workspace.textDocuments.find(({uri}) => uri.toString() === target.uri);
    const text = document?.getText() ?? '';
    if (!/\$(ARGUMENTS|[1-9])/.test(text)) return target;
    const hint = /^argument-hint:\s*(.*)$/m.exec(text)?.[1]?.replace(/^(["'])(.*)\1\s*$/, '$2');
    const prompt = 'What the file reads as $ARGUMENTS; may be empty.';
    const value = this.lastArguments.get(target.uri);
    const given = await vscode.window.showInputBox({title: 'Baton: Arguments', prompt, placeHolder: hint, value});
    if (given === undefined) return undefined;
    this.lastArguments.set(target.uri, given);
    return {...target, arguments: given};
  }
}

function isArguments(given: unknown): given is RunArguments {
  return typeof given === 'object' && given !== null && typeof (given as {uri?: unknown}).uri === 'string';
}
