// Runs, as a user begins, watches and ends them: with the runner that calls nobody, and with programs of the user's own.
import {chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {openView, rows, texts} from './pipeline.mjs';
import {check, equal, measured} from './steps.mjs';
import {processesOf, read, sleep, until} from './workbench.mjs';

const release = 'plugins/release-train/commands/release.md';
const heading = {1: '## Phase 1: Prepare', 2: '## Phase 2: Verify', 3: '## Phase 3: Ship'};
const first = 'List what goes into release 1.4.0.\n\nOne change only; refuse the rest\n\n**Rules**: [What goes in](../docs/release-guide.md#what-goes-in)';
const second = `Test everything that ${first} touches.\n\n**How**: [Verification](../docs/release-guide.md#verification)`;

/** Programs that answer in place of a model, and the user's own configuration that names them. */
export class Stubs {
  constructor(folder, home) {
    mkdirSync(folder, {recursive: true});
    this.calls = join(folder, 'calls');
    this.pid = join(folder, 'pid');
    this.config = join(home, 'config/baton/config.yaml');
    mkdirSync(dirname(this.config), {recursive: true});
    const script = (name, text) => {
      writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(folder, name), 0o755);
      return `    - name: ${name}\n      argv: ["${join(folder, name)}", "{agent}"]\n`;
    };
    this.runners = script('shout', `echo "$1" >>'${this.calls}'\nexec tr a-z A-Z`);
    this.runners += script('slow', `cat >/dev/null\necho $$ >'${this.pid}'\nexec sleep 600`);
    this.runners += script('never', 'echo "no money left" >&2\nexit 3');
  }

  /** From now on this one is called where nobody says otherwise. */
  use(name) {
    writeFileSync(this.config, `run:\n  runner: ${name}\n  runners:\n${this.runners}`);
  }

  called() {
    return read(this.calls);
  }

  /** The slow one, once it is there. */
  slow() {
    return until('the slow program', () => Number(read(this.pid)));
  }
}

const runsOf = (folder) => (existsSync(folder) ? readdirSync(folder).filter((name) => /^\d{8}-/.test(name)).sort() : []);
const isAlive = (pid) => existsSync(`/proc/${pid}`) && !/\) Z /.test(read(`/proc/${pid}/stat`));
const items = (window, text) => window.page.locator('.quick-input-list .monaco-list-row', {hasText: text});
const box = (window) => window.page.locator('.quick-input-widget input').first();
const lens = (window, title) => window.page.locator('.editor-group-container .codelens-decoration a', {hasText: title}).first();
const lenses = (window) => window.page.locator('.editor-group-container .codelens-decoration a').allTextContents();
const button = (window, title) => window.page.locator('.notification-list-item-buttons-container .monaco-button', {hasText: new RegExp(`^${title}$`)}).first();
const progress = (window) => window.page.locator('.statusbar-item', {hasText: 'Run /release: phase 1: release-manager'});
const rowOf = (window, text, nth = 0) => rows(window).filter({hasText: text}).nth(nth);

// Once what comes into sight is there.
async function picture(window, name) {
  await sleep(700);
  await window.shot(name);
}

class Runs {
  constructor(window, command = 'release') {
    this.window = window;
    this.folder = join(window.folder, '.baton/runs', command);
  }

  /** The command file is in front. */
  async front() {
    await this.window.command('View: Focus First Editor Group');
    await this.window.file(release);
  }

  async lens(phase, title) {
    const lines = read(join(this.window.folder, release)).split('\n');
    await this.window.goTo(lines.indexOf(heading[phase]) + 1);
    await lens(this.window, title).click();
  }

  async answer({mode = 'hotfix', given = '1.4.0'} = {}) {
    if (mode) await items(this.window, mode).click();
    await until('an input box', async () => (await box(this.window).getAttribute('placeholder')) === '[version]');
    await box(this.window).fill(given);
    await this.window.press('Enter');
  }

  /** The events of the newest run, once there are more than `before` of them and it has come to this. */
  until(event, before) {
    return until(`a run with ${event}`, () => {
      const all = runsOf(this.folder);
      if (all.length <= before) return undefined;
      const events = read(join(this.folder, all.at(-1), 'events.jsonl')).split('\n').filter(Boolean).map((line) => JSON.parse(line));
      return events.some((each) => each.event === event) ? events : undefined;
    });
  }

  get count() {
    return runsOf(this.folder).length;
  }

  row(text, nth = 0) {
    return until(`the tree says ${text}`, async () => (await rowOf(this.window, text, nth).count()) > 0);
  }

  output(name) {
    return read(join(this.folder, runsOf(this.folder).at(-1), name));
  }

  /** The text of the editor at the right. */
  async beside() {
    const lines = this.window.page.locator('.editor-group-container').nth(1).locator('.view-lines .view-line');
    return (await lines.allTextContents()).map((line) => line.replaceAll('\u00a0', ' ')).join('\n');
  }
}

function started(events) {
  const {arguments: given, mode, runner, selection} = events[0];
  return {given, mode, runner, ...selection};
}

export async function running(steps, window, {stubs, server}) {
  const runs = new Runs(window);

  await steps.step(window, 'a lens runs phase 1, and asks for mode and arguments', async () => {
    await openView(window);
    await runs.row('test-runner');
    await runs.lens(1, /^Run phase 1$/);
    await items(window, 'hotfix').waitFor();
    equal(await items(window, /./).locator('.label-name').allTextContents(), ['hotfix', 'full'], 'modes');
    await runs.answer();
    const answered = Date.now();
    const events = await runs.until('run-finished', 0);
    measured('a phase has run', Date.now() - answered, 500);
    equal(started(events), {given: '1.4.0', mode: 'hotfix', runner: 'preview', kind: 'phase', phase: 1}, 'run');
    equal(runs.output('phase1.release-manager.md'), `${first}\n`, 'output');
  });

  await steps.step(window, 'the tree and the lenses follow', async () => {
    await runs.row('release-managerdone');
    await lens(window, /^Run task \(done\)$/).waitFor();
    equal(await texts(window).then((all) => all.find((text) => text.startsWith('test-runner'))), 'test-runner', 'phase 2');
  });

  await steps.step(window, 'phase 2 runs with the answers of before, and reads what phase 1 put out', async () => {
    await runs.lens(2, /^Run phase 2$/);
    await items(window, 'hotfix').waitFor();
    await window.press('Enter');
    await until('the arguments of before', async () => (await box(window).inputValue()) === '1.4.0');
    await window.press('Enter');
    equal(started(await runs.until('run-finished', 1)).phase, 2, 'phase');
    equal(runs.output('phase2.test-runner.md'), `${second}\n`, 'output');
    await runs.row('test-runnerdone');
    await until('the lenses follow', async () => (await lenses(window)).filter((text) => text === 'Run task (done)').length === 2);
  });

  await steps.step(window, 'the output is shown as a document that nobody can write to', async () => {
    await window.command('Baton: Show Output of a Task…');
    await items(window, 'test-runner').waitFor();
    const [one, two, three] = ['Phase 1: Prepare', 'Phase 2: Verify', 'Phase 3: Ship'];
    const offered = ['release-manager', one, 'test-runner', two, 'changelog-writer', one, 'release-manager', three, 'data-desk:report-writer', three];
    equal(await items(window, /./).locator('.label-name').allTextContents(), offered, 'what has an output comes first');
    await items(window, 'test-runner').click();
    await until('the output', async () => (await runs.beside()).startsWith('Test everything that List what'));
    equal(await window.page.locator('.editor-group-container').count(), 2, 'editors beside each other');
    equal(await window.page.locator('.editor-actions .action-label[aria-label*="Show Graph"]').count(), 0, 'buttons for commands');
    await picture(window, 'an output');
    await window.type('nobody reads this');
    await sleep(300);
    check(!(await runs.beside()).includes('nobody'), 'it can be written to');
    await runs.row('test-runnerdone');
  });

  await steps.step(window, 'the tree leads to an output, too', async () => {
    await rowOf(window, 'release-managerdone').hover();
    await rowOf(window, 'release-managerdone').locator('.action-label[aria-label^="Show Output"]').click();
    await until('the output', async () => (await runs.beside()).startsWith('List what goes into release 1.4.0.'));
    await rowOf(window, 'changelog-writer').hover();
    equal(await rowOf(window, 'changelog-writer').locator('.action-label[aria-label^="Show Output"]').count(), 0, 'buttons without an output');
  });

  await steps.step(window, 'a preview shows the prompts, and after an edit the new ones', async () => {
    await runs.front();
    const before = runs.count;
    await runs.lens(1, /^Preview$/);
    await runs.answer();
    await until('the prompt', async () => (await runs.beside()).startsWith('List what goes into release 1.4.0.'));
    equal(await window.page.locator('.editor-group-container').count(), 2, 'editors beside each other');
    await runs.front();
    await window.goTo(51, 3);
    await window.type('Slowly: ');
    try {
      await runs.row('release-managerout of date');
      await runs.lens(1, /^Preview$/);
      await runs.answer();
      await until('the new prompt', async () => (await runs.beside()).startsWith('Slowly: List what goes into release 1.4.0.'));
      equal(runs.count, before, 'runs');
    } finally {
      await window.command('View: Focus First Editor Group');
      await window.command('File: Revert File');
    }
    await runs.row('release-managerdone');
  });

  await steps.step(window, 'the palette asks for the phase, too', async () => {
    const before = runs.count;
    await window.command('Baton: Run Phase…');
    await items(window, 'Phase 1: Prepare').click();
    await runs.answer({mode: 'full', given: '2.0.0'});
    const events = await runs.until('run-finished', before);
    equal(started(events), {given: '2.0.0', mode: 'full', runner: 'preview', kind: 'phase', phase: 1}, 'run');
    await runs.row(/^changelog-writerdone/);
  });

  await steps.step(window, 'a task runs from the tree', async () => {
    const before = runs.count;
    await rowOf(window, 'test-runner').hover();
    await rowOf(window, 'test-runner').locator('.action-label[aria-label^="Run Task"]').click();
    await runs.answer({mode: 'hotfix'});
    const events = await runs.until('run-finished', before);
    equal(started(events), {given: '1.4.0', mode: 'hotfix', runner: 'preview', kind: 'task', task: 'phase2.test-runner'}, 'run');
  });

  await steps.step(window, 'a gate is asked, and a run that stops there is told as such', async () => {
    await runs.front();
    const before = runs.count;
    await window.goTo(23);
    await lens(window, /^Run pipeline \(hotfix\)$/).click();
    await runs.answer({mode: null});
    await window.said('Gate: Every suite passed twice.');
    await picture(window, 'a gate is asked');
    await button(window, 'Stop here').click();
    equal((await runs.until('run-finished', before)).at(-1).outcome, 'waiting', 'outcome');
    await window.said('/release waits at a gate');
    await until('the status tells', async () => (await window.status().getAttribute('aria-label')).includes('Last run (hotfix): paused'));
    await window.clearNotifications();
  });

  await steps.step(window, 'and goes on from there as it was begun, asked for nothing but the gate', async () => {
    const before = runs.count;
    await window.command('Baton: Resume Run');
    await window.said('Gate: Every suite passed twice.');
    await button(window, 'Stop here').click();
    const events = await until('the end of it', async () => {
      const all = await runs.until('run-resumed', before - 1);
      return all.at(-1).event === 'run-finished' ? all : undefined;
    });
    equal(events.at(-1).outcome, 'waiting', 'outcome');
    equal(runs.count, before, 'runs');
    await window.clearNotifications();
  });

  await outputsAtGate(steps, window, runs);
  await asked(steps, window, runs);
  await confirmed(steps, window, {runs, stubs});
  await ended(steps, window, {runs, stubs, server});
}

// A phase of two tasks with a gate behind it.
async function outputsAtGate(steps, window, runs) {
  const file = 'plugins/data-desk/commands/two.md';
  const gated = new Runs(window, 'two');
  await steps.step(window, 'what a gate is about is shown beside, in tabs, and the view stays with the command', async () => {
    const task = (agent) => `<Task>\nsubagent_type: ${agent}\nprompt: ${agent} speaks\n</Task>\n\n`;
    const [one, two] = ['data-profiler', 'backfill-operator'];
    writeFileSync(join(window.folder, file), `# Two\n\n## Phase 1: A\n\n${task(one)}${task(two)}**Gate:** Both speak.\n\n## Phase 2: B\n\n${task(one)}`);
    await window.file(file);
    await window.goTo(1);
    await lens(window, /^Run pipeline$/).click();
    await window.said('Gate: Both speak.');
    await button(window, 'Show outputs').click();
    const tabs = window.page.locator('.editor-group-container').nth(1).locator('.tab .label-name');
    await until('both', async () => (await tabs.allTextContents()).filter((name) => /^phase1\.(data-profiler|backfill-operator)\.md$/.test(name)).length === 2);
    equal(await window.page.locator('.editor-group-container').count(), 2, 'editors beside each other');
    check((await texts(window)).includes('Gate: Both speak.'), `the view shows ${await texts(window)}`);
    equal(await window.page.locator('.editor-actions .action-label[aria-label*="Show Graph"]').count(), 0, 'buttons for commands');
    await picture(window, 'outputs at a gate');
    await button(window, 'Stop here').click();
    equal((await gated.until('run-finished', 0)).at(-1).outcome, 'waiting', 'outcome');
    await window.clearNotifications();
    await window.command('View: Focus First Editor Group');
  });
}

// What buttons cannot answer: a list to choose several from, and a box for words.
async function asked(steps, window, runs) {
  const file = 'plugins/data-desk/commands/targets.md';
  const answers = new Runs(window, 'targets');
  await steps.step(window, 'several options are chosen in a list, and words are typed', async () => {
    const options = '    multiSelect: true\n    options:\n      - label: Linux\n        description: D\n      - label: macOS\n      - label: Windows\n';
    writeFileSync(
      join(window.folder, file),
      `# Targets\n\n<AskUserQuestion>\nquestions:\n  - question: What for?\n    header: Targets\n${options}  - question: And why?\n` +
        '</AskUserQuestion>\n\n## Phase 1: A\n\n<Task>\nsubagent_type: data-profiler\nprompt: |\n  Look\n</Task>\n',
    );
    await window.file(file);
    await window.goTo(1);
    await lens(window, /^Run pipeline$/).click();
    await items(window, 'Windows').waitFor();
    equal(await items(window, /./).count(), 3, 'options');
    await items(window, 'Windows').click();
    await items(window, 'Linux').click();
    await picture(window, 'several options');
    await window.press('Enter');
    await until('a box', async () => (await window.page.locator('.quick-input-widget').textContent()).includes('And why?'));
    await box(window).fill('because');
    await window.press('Enter');
    await answers.until('run-finished', 0);
    equal(answers.output('phase1.data-profiler.md'), 'Q: What for?\nA: Linux, Windows\nQ: And why?\nA: because\n\nLook\n', 'output');
  });

  await steps.step(window, 'who chooses nothing has not answered', async () => {
    await lens(window, /^Run pipeline$/).click();
    await items(window, 'Windows').waitFor();
    await window.press('Escape');
    await window.said('Nobody answered, so nothing ran');
    equal(answers.count, 1, 'runs');
    await window.clearNotifications();
    await runs.front();
  });
}

// Programs of the user's own: only after the user saw what will run.
async function confirmed(steps, window, {runs, stubs}) {
  await steps.step(window, 'before a program is called the user is asked, and a refusal runs nothing', async () => {
    stubs.use('shout');
    const before = runs.count;
    await runs.lens(1, /^Run phase 1$/);
    await runs.answer();
    const words = await window.said('with the runner shout');
    check(words.includes('Tasks: phase1.release-manager. Agents: release-manager.'), words);
    await picture(window, 'the confirmation');
    await button(window, 'Do not run').click();
    await window.said('it was not confirmed, so nothing ran');
    equal([runs.count, stubs.called()], [before, ''], 'runs and calls');
    await window.clearNotifications();
  });

  await steps.step(window, 'who confirms is asked once', async () => {
    let before = runs.count;
    await runs.lens(1, /^Run phase 1$/);
    await runs.answer();
    await button(window, 'Run').click();
    equal(started(await runs.until('run-finished', before)).runner, 'shout', 'runner');
    equal([stubs.called(), runs.output('phase1.release-manager.md')], ['release-manager\n', `${first}\n`.toUpperCase()], 'calls and output');
    before = runs.count;
    await runs.lens(1, /^Run phase 1$/);
    await runs.answer({given: '1.5.0'});
    await runs.until('run-finished', before);
    equal(stubs.called(), 'release-manager\nrelease-manager\n', 'calls');
  });

  await steps.step(window, 'what failed is told with the reason, in the tree, too', async () => {
    stubs.use('never');
    const before = runs.count;
    await runs.lens(1, /^Run phase 1$/);
    await runs.answer();
    await button(window, 'Run').click();
    await runs.until('run-finished', before);
    await window.said('phase1.release-manager failed: ');
    await runs.row('release-managerfailed');
    await window.clearNotifications();
  });
}

async function begin(window, {runs, stubs}) {
  stubs.use('slow');
  writeFileSync(stubs.pid, '');
  await runs.lens(1, /^Run phase 1$/);
  await runs.answer();
}

async function ended(steps, window, {runs, stubs, server}) {
  let pid;
  await steps.step(window, 'a slow run is seen to run', async () => {
    await begin(window, {runs, stubs});
    await button(window, 'Run').click();
    pid = await stubs.slow();
    await runs.row('release-managerrunning');
    await lens(window, /^Run task \(running\)$/).waitFor();
    await progress(window).waitFor();
    check((await window.status().innerHTML()).includes('codicon-modifier-spin'), 'the status does not turn');
  });

  await steps.step(window, 'a slow run is cancelled, and its program ends', async () => {
    const before = runs.count;
    await rowOf(window, 'release-managerrunning').hover();
    await rowOf(window, 'release-managerrunning').locator('.action-label[aria-label^="Cancel Run"]').click();
    const asked = Date.now();
    await until('the program is gone', () => !isAlive(pid));
    measured('a cancelled run is over', Date.now() - asked, 1000);
    equal((await runs.until('run-finished', before - 1)).at(-1).outcome, 'cancelled', 'outcome');
    await until('the tree says so', async () => !(await texts(window)).some((text) => text.includes('running')));
    await until('the status tells', async () => (await window.status().getAttribute('aria-label')).includes('Last run (hotfix): cancelled'));
  });

  await steps.step(window, 'the progress of a run has a button that cancels it', async () => {
    await begin(window, {runs, stubs});
    pid = await stubs.slow();
    await progress(window).click();
    await button(window, 'Cancel').waitFor();
    await picture(window, 'the progress');
    await button(window, 'Cancel').click();
    await until('the program is gone', () => !isAlive(pid));
  });

  await steps.step(window, 'a server that is killed in a run is back, and the run is told to be interrupted', async () => {
    await until('no run', async () => !(await texts(window)).some((text) => text.includes('running')));
    await begin(window, {runs, stubs});
    pid = await stubs.slow();
    await runs.row('release-managerrunning');
    const [killed] = processesOf(server);
    process.kill(killed, 'SIGKILL');
    const at = Date.now();
    await until('a new server', () => processesOf(server).some((each) => each !== killed));
    await runs.row('release-managerinterrupted');
    measured('a server killed in a run is back, with its pipeline', Date.now() - at, 3000);
    await until('the program is gone', () => !isAlive(pid));
    check(((await rowOf(window, 'release-managerinterrupted').getAttribute('aria-label')) ?? '').includes('resume with baton --run'), 'no reason');
    stubs.use('preview');
    const before = runs.count;
    await runs.lens(1, /^Run phase 1$/);
    await runs.answer();
    equal((await runs.until('run-finished', before)).at(-1).outcome, 'done', 'outcome');
    await runs.row('release-managerdone');
  });
}

export async function restricted(steps, window, {stubs, folder}) {
  const words = 'This workspace is in Restricted Mode: Baton checks its files and runs nothing of them.';
  await steps.step(window, 'Restricted Mode: files are checked, the tree is there', async () => {
    await openView(window);
    await until('the view', async () => (await rows(window).count()) > 8);
    await until('the status tells', async () => (await window.status().getAttribute('aria-label')).includes('Restricted Mode'));
  });

  await steps.step(window, 'Restricted Mode: nothing is run, whoever asks, and words say so', async () => {
    stubs.use('shout');
    await window.command('Baton: Run Pipeline…');
    await window.said(words);
    await window.clearNotifications();
    await window.goTo(23);
    await lens(window, /^Run pipeline \(hotfix\)$/).click();
    await window.said(words);
    await sleep(500);
    check(!existsSync(join(folder, '.baton')), 'there is a run');
    equal(stubs.called(), '', 'calls');
  });
}
