// Markdown that is nobody's command: the extension looks, and starts nothing.
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {check, measured} from './steps.mjs';
import {processesOf, sleep, until} from './workbench.mjs';

export function plainFolder(folder) {
  mkdirSync(join(folder, 'docs/commands'), {recursive: true});
  writeFileSync(join(folder, 'README.md'), '# Notes\n\nSee [the list](missing.md).\n');
  writeFileSync(join(folder, 'docs/commands/list.md'), '# Our commands\n\nThere are `make` and `make test`.\n');
  return folder;
}

export async function quiet(steps, window, {server}) {
  await steps.step(window, 'other Markdown is left alone', async () => {
    await window.file('README.md');
    await window.file('docs/commands/list.md');
    await awake(window);
    await sleep(2500); // to look round
    check(processesOf(server).length === 0, 'a server runs');
    check((await window.status().count()) === 0, 'the status item is shown');
  });

  await steps.step(window, 'a file that becomes a command gets its server when it is saved', async () => {
    await window.file('README.md');
    await window.press('Control+End');
    await window.type('\n<Task>\nsubagent_type: nobody\nprompt: x\n</Task>\n');
    await window.press('Control+S');
    await until('a server', () => processesOf(server).length === 1);
    await until('the status item', async () => (await window.status().count()) === 1);
  });
}

/** Milliseconds that the extension took to wake up, once it did, however it was woken. */
async function awake(window) {
  await window.command('Developer: Show Running Extensions');
  const row = window.page.locator('.runtime-extensions-editor .monaco-list-row', {hasText: 'Baton'}).first();
  return Number((await until('it wakes up', async () => (await row.textContent()).match(/Activation: (\d+) ?ms/)))[1]);
}

/** In a folder where nothing else wakes up, so that only this extension is measured. */
export async function activation(steps, window, {server, limit}) {
  await steps.step(window, 'who asks for its log wakes it up, and gets no server', async () => {
    await sleep(2000);
    await window.command('Baton: Show Log');
    measured('activation', await awake(window), limit);
    await sleep(1000);
    check(processesOf(server).length === 0, 'a server runs');
    check((await window.status().count()) === 0, 'the status item is shown');
  });
}
