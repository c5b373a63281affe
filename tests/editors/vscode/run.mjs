// The steps, in the order in which a user might take them. BATON is the program, VSIX the extension, WORKBENCH the folder with
// code-server and Playwright, SCREENSHOTS where pictures go. Ends with "N passed, N failed".
import {cpSync, mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {findings} from './findings.mjs';
import {life, proxy} from './life.mjs';
import {pipeline, tooOld, withoutPipelines} from './pipeline.mjs';
import {activation, plainFolder, quiet} from './quiet.mjs';
import {Stubs, restricted, running} from './running.mjs';
import {Steps} from './steps.mjs';
import {Editor, Window, browser} from './workbench.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const scratch = process.argv[2];
const {BATON: baton, VSIX: vsix, SCREENSHOTS: screenshots} = process.env;
const examples = join(here, '../../../docs/examples');
const proxyScript = join(here, 'proxy.mjs');
const only = process.argv[3]; // a group's name, while one works on it

rmSync(screenshots, {recursive: true, force: true});
mkdirSync(screenshots, {recursive: true});

function copy(name, as) {
  const folder = join(scratch, as);
  cpSync(join(examples, name), folder, {recursive: true});
  return folder;
}

const editor = new Editor(join(scratch, 'home'));
const strange = new Editor(join(scratch, 'restricted-home'));
const server = join(editor.install(vsix), 'server/baton');
const steps = new Steps();
const chromium = await browser();

async function inWindow(name, of, folder, run, size) {
  if (only !== undefined && !only.split(',').includes(name)) return;
  const window = await Window.open(chromium, of, folder, screenshots, size);
  try {
    await run(window);
  } catch (fault) {
    ++steps.failed;
    console.log(`FAILED  ${name}:`, fault);
    await window.shot(`end of ${name}`).catch(() => {});
  } finally {
    await window.close();
  }
}

for (const signal of ['SIGTERM', 'SIGINT'])
  process.on(signal, () => {
    editor.stop();
    strange.stop();
    process.exit(1);
  });

try {
  await editor.start('--disable-workspace-trust');
  await inWindow('quiet', editor, plainFolder(join(scratch, 'plain')), (window) => quiet(steps, window, {server}));
  const empty = join(scratch, 'empty');
  mkdirSync(empty);
  writeFileSync(join(empty, 'notes.txt'), 'Nothing of note.\n');
  await inWindow('activation', editor, empty, (window) => activation(steps, window, {server, limit: 150}));

  const faulty = copy('faulty', 'faulty');
  const tall = {width: 1500, height: 1400};
  await inWindow('findings', editor, faulty, (window) => findings(steps, window, {baton, folder: faulty}), tall);
  const ancient = proxy(scratch, 'baton-without-pipelines', proxyScript, {baton, unknown: true, commands: []});
  editor.machine({'baton.server.path': ancient.path});
  await inWindow('old', editor, copy('faulty', 'old'), (window) => withoutPipelines(steps, window));
  const boastful = proxy(scratch, 'baton-boastful', proxyScript, {baton, unknown: true, commands: ['baton.run']});
  editor.machine({'baton.server.path': boastful.path});
  await inWindow('boastful', editor, copy('faulty', 'boastful'), (window) => tooOld(steps, window));
  editor.machine({});
  await inWindow('life', editor, copy('faulty', 'life'), async (window) => {
    await life(steps, window, {editor, server, baton, scratch, proxyScript});
  });

  const wide = {width: 1700, height: 1100};
  await inWindow('pipeline', editor, copy('clean', 'clean'), (window) => pipeline(steps, window), wide);
  const stubs = new Stubs(join(scratch, 'stubs'), editor.home);
  await inWindow('running', editor, copy('clean', 'harbour'), (window) => running(steps, window, {stubs, server}), wide);
  editor.stop();

  strange.install(vsix);
  await strange.start();
  const strangers = {stubs: new Stubs(join(scratch, 'strange-stubs'), strange.home), folder: copy('clean', 'strange')};
  await inWindow('restricted', strange, strangers.folder, (window) => restricted(steps, window, strangers));
} catch (fault) {
  ++steps.failed;
  console.log(fault);
} finally {
  await chromium.close();
  editor.stop();
  strange.stop();
  steps.end();
}
