// Markdown that is nobody's command: the extension looks, and starts nothing.
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {check} from './steps.mjs';
import {processesOf, sleep, until} from './workbench.mjs';

export function plainFolder(folder) {
  mkdirSync(join(folder, 'docs/commands'), {recursive: true});
  writeFileSync(join(folder, 'README.md'), '# Notes\n\nSee [the list](missing.md).\n');
  writeFileSync(join(folder, 'docs/commands/list.md'), '# Our commands\n\nThere are `make` and `make test`.\n');
  return folder;
}

export async function quiet(steps, window, {server, limit}) {
  await steps.step(window, 'other Markdown is left alone', async () => {
    await window.file('README.md');
    await window.file('docs/commands/list.md');
    await sleep(2500);
    check(processesOf(server).length === 0, 'a server runs');
    check((await window.status().count()) === 0, 'the status item is shown');
  });

  await steps.step(window, `activation takes less than ${limit} ms`, async () => {
    await window.command('Developer: Show Running Extensions');
    const row = window.page.locator('.runtime-extensions-editor .monaco-list-row', {hasText: 'Baton'});
    await row.first().waitFor();
    const text = await until('a time', async () => (await row.first().textContent()).match(/Activation: (\d+) ?ms/));
    console.log(`        activated in ${text[1]} ms`);
    check(Number(text[1]) < limit, `it took ${text[1]} ms`);
    await window.press('Control+F4');
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
