// The Pipeline view and the graph, before anything has run.
import {check, equal} from './steps.mjs';
import {read, until} from './workbench.mjs';

const view = '.pane:has(.pane-header[aria-label^="Pipeline"])';
export const rows = (window) => window.page.locator(`${view} .monaco-list-row`);
export const texts = async (window) => (await rows(window).allTextContents()).map((text) => text.trim());
// The line (from 1) of the file that holds this text, the n-th time.
function lineOf(window, text, nth = 1) {
  const lines = read(`${window.folder}/plugins/release-train/commands/release.md`).split('\n');
  return lines.flatMap((line, at) => (line.includes(text) ? [at + 1] : []))[nth - 1];
}
const atLine = async (window, line) => (await cursor(window)).startsWith(`Ln ${line}, Col`);
// The view gets the room of the tree of files.
export async function openView(window) {
  await window.file('plugins/release-train/commands/release.md');
  await window.command('Explorer: Focus on Pipeline View');
  const files = window.page.locator('.explorer-viewlet .pane-header[aria-expanded=true]').first();
  if (!((await files.getAttribute('aria-label')) ?? '').startsWith('Pipeline')) await files.click();
}
const cursor = async (window) => (await window.page.locator('#status\\.editor\\.selection').textContent()).trim();

export async function withoutPipelines(steps, window) {
  await steps.step(window, 'where the server offers no pipelines there is no view and no command that needs them', async () => {
    await window.file('plugins/release-train/commands/release.md');
    await until('the server runs', async () => ((await window.status().getAttribute('aria-label').catch(() => '')) ?? '').includes('Baton 0.'));
    const offered = await window.offered('Baton: ');
    for (const command of ['Check Workspace', 'Restart Server', 'Show Log'])
      check(offered.some((each) => each.includes(`Baton: ${command}`)), `no ${command} in ${JSON.stringify(offered)}`);
    for (const command of ['Run', 'Preview', 'Cancel', 'Show Output', 'Show Graph', 'Choose Mode', 'Refresh Pipeline'])
      check(!offered.some((each) => each.includes(`Baton: ${command}`)), `${command} is offered`);
    equal(await window.page.locator(view).count(), 0, 'Pipeline views');
    equal(await window.page.locator('.editor-actions .action-label[aria-label*="Show Graph"]').count(), 0, 'buttons');
  });
}

export async function tooOld(steps, window) {
  await steps.step(window, 'a server that does not know the pipelines that it offers is told as such in the view', async () => {
    await window.file('plugins/release-train/commands/release.md');
    await window.command('Explorer: Focus on Pipeline View');
    await until('words', async () => ((await window.page.locator(view).textContent()) ?? '').includes('This Baton is too old for the Pipeline view.'));
  });
}

async function graphFrame(window) {
  const outer = await until('the page', () => window.page.frames().find((frame) => /vscode-webview|webview/.test(frame.url()) && frame.childFrames().length > 0));
  return until('its inside', async () => {
    for (const frame of outer.childFrames()) if ((await frame.locator('#graph').count()) > 0) return frame;
    return undefined;
  });
}

export async function pipeline(steps, window) {
  await steps.step(window, 'the view shows phases, tasks and gates', async () => {
    await openView(window);
    await until('phases', async () => (await rows(window).count()) > 8);
    equal(
      await texts(window),
      ['Modes', 'Phase 1: Prepare', 'release-manager', 'changelog-writerfull', 'Phase 2: Verify', 'test-runner',
        'Gate: Every suite passed twice.', 'Phase 3: Ship', 'release-manager', 'data-desk:report-writerfull'],
      'rows',
    );
  });

  await steps.step(window, 'a file that is no command is told as such, by the server', async () => {
    await window.file('plugins/release-train/docs/release-guide.md');
    await until('words', async () => ((await window.page.locator(view).textContent()) ?? '').includes('This file is no command'));
    await openView(window);
    await until('phases', async () => (await rows(window).count()) > 8);
  });

  await steps.step(window, 'a task leads to its text', async () => {
    await rows(window).filter({hasText: 'test-runner'}).click();
    await until('the cursor', async () => atLine(window, lineOf(window, 'subagent_type: test-runner')));
  });

  await steps.step(window, 'a mode shows what takes part in it', async () => {
    await window.command('Baton: Choose Mode of the Pipeline View…');
    await window.page.locator('.quick-input-list .monaco-list-row', {hasText: 'hotfix'}).click();
    await until('fewer tasks', async () => !(await texts(window)).some((text) => text.startsWith('changelog-writer')));
    check((await texts(window)).some((text) => text.startsWith('test-runner')), 'a task of the mode is missing');
  });

  await steps.step(window, 'the graph draws the pipeline', async () => {
    await window.command('Baton: Show Graph');
    const frame = await graphFrame(window);
    await frame.locator('svg .task').first().waitFor();
    equal(await frame.locator('svg .task').count(), 3, 'tasks in mode hotfix');
    await frame.locator('#mode').selectOption('');
    await until('all tasks', async () => (await frame.locator('svg .task').count()) === 5);
    equal(await frame.locator('svg .phase').count(), 3, 'phases');
    equal(await frame.locator('svg .gate').count(), 1, 'gates');
    equal(await frame.locator('svg .edge').count(), 5, 'edges');
    check((await frame.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content')).includes("default-src 'none'"), 'no policy');
    const places = await frame.locator('svg .phase > rect').evaluateAll((all) => all.map((each) => each.getBoundingClientRect()));
    const heights = places.map(({top, bottom}) => [top, bottom]).sort((a, b) => a[0] - b[0]);
    check(heights.every(([top], at) => at === 0 || top >= heights[at - 1][1]), `phases overlap: ${JSON.stringify(heights)}`);
  });

  await steps.step(window, 'a task in the graph leads to its text', async () => {
    const frame = await graphFrame(window);
    await frame.locator('svg .task', {hasText: 'changelog-writer'}).click();
    await until('the cursor', async () => atLine(window, lineOf(window, 'subagent_type: changelog-writer')));
    await frame.locator('svg .phase', {hasText: 'Ship'}).focus();
    await window.press('Enter');
    await until('the cursor', async () => atLine(window, lineOf(window, '## Phase 3')));
  });
}
