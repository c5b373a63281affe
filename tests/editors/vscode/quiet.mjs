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

export async function quiet(steps, window, {server}) {
  await steps.step(window, 'other Markdown is left alone', async () => {
    await window.file('README.md');
    await window.file('docs/commands/list.md');
    await sleep(2500);
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

/** In a folder where nothing else wakes up, so that only this extension is measured; the best of some tries on a busy machine. */
export async function activation(steps, open, {limit}) {
  const times = [];
  let window;
  for (let attempt = 0; attempt < 5 && !times.some((time) => time < limit); ++attempt) {
    await window?.close();
    window = await open();
    await sleep(2000);
    await window.command('Baton: Show Log');
    await sleep(1000);
    await window.command('Developer: Show Running Extensions');
    const row = window.page.locator('.runtime-extensions-editor .monaco-list-row', {hasText: 'Baton'}).first();
    const text = await until('a time', async () => (await row.textContent()).match(/Activation: (\d+) ?ms/));
    times.push(Number(text[1]));
  }
  console.log(`        activated in ${times.join(', ')} ms`);
  await steps.step(window, `activation takes less than ${limit} ms`, () => check(times.some((time) => time < limit), `it took ${times.join(', ')} ms`));
  await window.close();
}
