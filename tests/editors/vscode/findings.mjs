// The example with planted faults in the workbench: every finding at its place, gone when it is mended.
import {spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {check, equal} from './steps.mjs';
import {sleep, until} from './workbench.mjs';

const release = 'plugins/release-train/commands/release.md';

// What the command line says, without hints: the editor lists none of those.
function wanted(baton, folder) {
  const report = JSON.parse(spawnSync(baton, ['--check', '--format', 'json'], {cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26}).stdout);
  return report.diagnostics
    .filter(({severity}) => severity !== 'hint')
    .map(({path, range, code}) => `${path}:${range.start.line + 1}:${range.start.character + 1} ${code}`)
    .sort();
}

/** The findings in the Problems panel as `path:line:column code`; `filter` as a user types it into the panel. */
export async function listed(window, filter = '') {
  const {page} = window;
  await window.command('View: Focus Problems');
  const list = page.locator('.markers-panel .monaco-list');
  const box = page.locator('.pane-composite-part.panel .viewpane-filter input, .part.panel input[placeholder^="Filter"]').first();
  await box.fill(filter);
  await sleep(700);
  if ((await window.problems()).length === 0) return [];
  const found = new Set();
  let file = '';
  await list.focus();
  await window.press('Home');
  let before = '';
  for (let still = 0; still < 3; ) {
    await sleep(150);
    const rows = await window.problems();
    for (const {text, label} of rows) {
      const header = / problems in file (.*) of folder (.*)$/.exec(label ?? '');
      if (header) file = `${header[2]}/${header[1]}`;
      const finding = /^(?:Error|Warning|Info): .* at line (\d+) and character (\d+)\./.exec(label ?? '');
      const code = /baton\(?([a-z-]+)\)?\[Ln/.exec(text ?? '');
      if (finding && code) found.add(`${file}:${finding[1]}:${finding[2]} ${code[1]}`);
    }
    const now = JSON.stringify(rows.map(({text}) => text));
    still = now === before ? still + 1 : 0;
    before = now;
    await window.press('PageDown');
  }
  return [...found].sort();
}

/** Texts of the lines on which a squiggle of this kind stands. */
export function squiggled(window, kind) {
  return window.page.evaluate((wantedKind) => {
    const lines = [...document.querySelectorAll('.editor-instance .view-lines .view-line')].map((line) => ({
      top: line.getBoundingClientRect().top,
      text: line.textContent.replaceAll('\u00a0', ' '),
    }));
    return [...document.querySelectorAll(`.editor-instance .squiggly-${wantedKind}`)].map((mark) => {
      const {top} = mark.getBoundingClientRect();
      return lines.find((line) => Math.abs(line.top - top) < 4)?.text ?? '';
    });
  }, kind);
}

export async function findings(steps, window, {baton, folder}) {
  const line = '  Test everything that {phase1.release-manger.output} touches.';

  await steps.step(window, 'a folder with commands wakes it up before a file is open', async () => {
    await until('the status item', async () => (await window.status().count()) === 1);
    equal(await window.page.locator('.editor-group-container .tab').count(), 0, 'open files');
  });

  await steps.step(window, 'Problems lists what --check finds, and nothing else', async () => {
    await window.file(release);
    const all = wanted(baton, folder);
    check(all.length > 40, `only ${all.length} findings are planted`);
    await until('findings', async () => (await window.page.locator('#status\\.problems').textContent()).match(/[1-9]/), 30000);
    let got = [];
    for (let attempt = 0; attempt < 3 && got.length !== all.length; ++attempt) got = await listed(window);
    equal(got.filter((each) => !all.includes(each)), [], 'not from --check');
    equal(all.filter((each) => !got.includes(each)), [], 'not in the editor');
    await window.command('View: Close All Editors'); // the list opened some
  });

  await steps.step(window, 'a squiggle stands under the fault', async () => {
    await window.file(release);
    await window.goTo(74);
    await until('a squiggle in line 74', async () => (await squiggled(window, 'error')).includes(line));
  });

  await steps.step(window, 'mending takes it away, undoing brings it back', async () => {
    await window.goTo(74, 40);
    await window.press('Shift+End');
    await window.type('manager.output} touches.');
    await until('no squiggle in line 74', async () => !(await squiggled(window, 'error')).some((text) => text.includes('Test everything')));
    const mended = '  Test everything that {phase1.release-manager.output} touches.';
    equal(await window.line(74), mended, 'line 74');
    await window.command('Undo').catch(() => window.press('Control+Z'));
    for (let times = 0; times < 40 && !(await squiggled(window, 'error')).includes(line); ++times) {
      await window.press('Control+Z');
      await sleep(100);
    }
    check((await squiggled(window, 'error')).includes(line), 'the finding did not come back');
    await window.command('File: Revert File');
  });

  await steps.step(window, 'a manifest is judged while it is mended', async () => {
    await window.file('plugins/attic/.claude-plugin/plugin.json');
    const path = join(folder, 'plugins/attic/.claude-plugin/plugin.json');
    const broken = readFileSync(path, 'utf8').split('\n')[2];
    await until('a squiggle of Baton', async () => (await listed(window, '**/attic/**')).some((each) => each.endsWith('manifest-syntax')));
    await window.page.locator('.editor-instance .view-lines').first().click();
    await window.goTo(3, broken.lastIndexOf(',') + 2);
    await window.press('Backspace');
    await until('no finding', async () => (await listed(window, '**/attic/**')).length === 0);
    await window.command('File: Revert File');
  });

  await steps.step(window, 'a configuration that changes on the disk counts at once', async () => {
    const path = join(folder, '.baton.yaml');
    writeFileSync(path, 'severity: { unknown-phase: off }\n');
    await until('one finding less', async () => (await listed(window, 'unknown-phase')).length === 0);
    writeFileSync(path, '');
    await until('it is back', async () => (await listed(window, 'unknown-phase')).length === 1);
  });

  await steps.step(window, 'the check runs as a task', async () => {
    await window.command('Baton: Check Workspace');
    await window.page.locator('.terminal-wrapper .xterm').first().waitFor({timeout: 20000});
    const tab = window.page.locator('.single-terminal-tab, .terminal-tabs-entry').first();
    await until('a terminal of the task', async () => (await tab.textContent()).includes('check workspace'));
    // It ends with exit code 1, for there are errors; each is listed once, whoever told it.
    await until('its failure is shown', async () => (await tab.locator('.codicon-error, .task-status-error, .codicon-terminal-decoration-error').count()) > 0 || /error/.test(await tab.innerHTML()));
    equal(await listed(window, '**/attic/**'), ['plugins/attic/.claude-plugin/plugin.json:3:38 manifest-syntax'], 'attic');
    const doubled = (await window.problems()).filter(({label}) => /^Error: nothing stands/.test(label ?? '')).length;
    equal(doubled, 1, 'the finding in attic');
  });
}
