// The life of the server as a user sees it: killed, missing, too old, told to trace.
import {writeFileSync, chmodSync} from 'node:fs';
import {join} from 'node:path';
import {check, equal, measured} from './steps.mjs';
import {processesOf, sleep, until} from './workbench.mjs';
import {squiggled} from './findings.mjs';

/** A program that stands between the editor and Baton; see proxy.mjs. */
export function proxy(folder, name, proxyScript, wish) {
  const path = join(folder, name);
  const record = join(folder, `${name}.record`);
  writeFileSync(record, '');
  writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' '${proxyScript}' '${record}' '${JSON.stringify(wish)}' "$@"\n`);
  chmodSync(path, 0o755);
  return {path, record};
}

const label = (window) => window.status().getAttribute('aria-label').catch(() => '');

export async function life(steps, window, {editor, server, baton, scratch, proxyScript}) {
  await window.file('plugins/release-train/commands/release.md');
  const opened = Date.now();
  const here = async () => (await squiggled(window, 'error')).length > 0;

  await steps.step(window, 'a server that was killed is back', async () => {
    await until('a squiggle in the first lines', here);
    measured('a first squiggle', Date.now() - opened, 1000);
    await window.goTo(74);
    await until('squiggles', here);
    await window.goTo(74, 3);
    const [pid, ...others] = processesOf(server);
    check(pid !== undefined && others.length === 0, `one server expected, there are ${others.length + (pid ? 1 : 0)}`);
    process.kill(pid, 'SIGKILL');
    const killed = Date.now();
    const next = await until('a new server', () => processesOf(server).find((each) => each !== pid));
    measured('a killed server is back', Date.now() - killed, 3000);
    check(!processesOf(server).includes(pid), 'the old server is still there');
    // What only a server that lives can tell: a fault that was not there. Typing it is in the time.
    const ofLine = async () => (await squiggled(window, 'error')).filter((text) => text.includes('Test everything')).length;
    await window.type('{phase9.x.output} ');
    await until('a new squiggle', async () => (await ofLine()) > 1);
    measured('a killed server finds what is typed', Date.now() - killed, 3000);
    await window.command('File: Revert File');
    equal(processesOf(server), [next], 'servers');
  });

  await steps.step(window, 'a missing server is told in clear words', async () => {
    editor.machine({'baton.server.path': '/nowhere/baton'});
    await window.said('The setting baton.server.path names /nowhere/baton, and there is no such file.');
    await until('the status tells, too', async () => (await label(window)).includes('there is no such file'));
    check(processesOf(server).length === 0, 'the old server is still there');
  });

  await steps.step(window, 'a server that is too old is told in clear words', async () => {
    const old = proxy(scratch, 'old-baton', proxyScript, {baton, version: '0.0.9'});
    editor.machine({'baton.server.path': old.path});
    await window.said(`${old.path} is Baton 0.0.9, which is too old: this extension needs 0.1.0 or later.`);
  });

  await steps.step(window, 'a program that is no server is told in clear words', async () => {
    const wrong = join(scratch, 'wrong-baton');
    writeFileSync(wrong, '#!/bin/sh\nexit 3\n');
    chmodSync(wrong, 0o755);
    editor.machine({'baton.server.path': wrong});
    await window.said(`${wrong} could not be started as a language server`);
  });

  await steps.step(window, 'a changed setting brings the server back', async () => {
    editor.machine({});
    await until('a server', () => processesOf(server).length === 1);
    await window.clearNotifications();
    await window.goTo(74);
    await until('squiggles', here);
    await until('the status', async () => (await label(window)).includes('Baton 0.'));
  });

  await steps.step(window, 'the log shows messages while the setting says so', async () => {
    await window.command('Baton: Show Log');
    const lines = window.page.locator('.output-view .view-lines, [id="workbench.panel.output"] .view-lines').first();
    await lines.waitFor();
    const before = await lines.textContent();
    check(!/Sending notification 'textDocument/.test(before.replaceAll('\u00a0', ' ')), 'messages are shown without being asked for');
    editor.machine({'baton.trace.server': 'messages'});
    await sleep(1000);
    await window.page.locator('.editor-instance .view-lines').first().click();
    await window.goTo(24, 1);
    await window.press('End');
    await window.type('s');
    await until('a message in the log', async () => /Sending notification 'textDocument\/didChange/.test((await lines.textContent()).replaceAll('\u00a0', ' ')));
    editor.machine({});
    await window.command('File: Revert File');
  });
}
