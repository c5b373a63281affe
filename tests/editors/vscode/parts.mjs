// See vscode_parts.sh. The sources are bundled here with a stand-in for the editor's own module, which pure parts do not use.
import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {Steps, check, equal} from './steps.mjs';

const scratch = process.argv[2];
const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const extension = join(root, 'editor-clients/vscode');
const need = createRequire(join(process.env.VSCODE_PACKAGES, 'package.json'));
const esbuild = need('esbuild');
const steps = new Steps();

// Of the editor's own module only what a place is made of, and a record of the commands that it is told to carry out.
writeFileSync(
  join(scratch, 'vscode.js'),
  `const told = (globalThis.told ??= []);
  exports.Position = class { constructor(line, character) { Object.assign(this, {line, character}); } };
  exports.Range = class { constructor(start, end) { Object.assign(this, {start, end}); } };
  exports.Location = class { constructor(uri, range) { Object.assign(this, {uri, range}); } };
  exports.Uri = {parse: (text) => ({parsed: text})};
  exports.workspace = {findFiles: async (...all) => (told.push(all), [])};
  exports.commands = {executeCommand: async (...all) => void told.push(all)};\n`,
);
await esbuild.build({
  entryPoints: ['detect', 'versions', 'backoff', 'documents', 'graph_layout', 'locate', 'settings', 'words'].map((name) => join(extension, `src/${name}.ts`)),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  outdir: scratch,
  nodePaths: [join(process.env.VSCODE_PACKAGES, 'node_modules')],
  alias: {vscode: join(scratch, 'vscode.js')},
});
const part = (name) => createRequire(import.meta.url)(join(scratch, `${name}.js`));

const {isCommandFile, isPlainFile, workspaceIsOurs} = part('detect');
const isOurs = (path, text) => {
  const lines = text.split('\n');
  return isCommandFile({path, lineCount: lines.length, line: (at) => lines[at]});
};

await steps.step(undefined, 'it wakes up for commands, agents and skills', () => {
  for (const [path, text] of [
    ['commands/a.md', '# A'],
    ['.claude/commands/deep/a.md', '# A'],
    ['x/.claude/agents/a.md', '# A'],
    ['x/agents/a.md', '---\nname: a\n---\n'],
    ['skills/x/SKILL.md', ''],
    ['a.md', '---\nexecution_modes:\n  quick: "1 day"\n---\n'],
    ['a.md', '\uFEFF---\r\ncommand: /a\r\n---\r\n'],
    ['a.md', '# A\n\n<Task>\nsubagent_type: x\n</Task>'],
    ['a.md', '```yaml\nTask:\n  subagent_type: x\n```'],
  ])
    check(isOurs(path, text), `${path}: ${text}`);
});

await steps.step(undefined, 'a workspace is looked through with what ripgrep understands: no braces within braces', async () => {
  check(!(await workspaceIsOurs()), 'a workspace without a file is ours');
  const [patterns] = globalThis.told.splice(0);
  equal(patterns.length, 3, 'what is looked for, what is not, how many');
  for (const pattern of patterns.slice(0, 2)) {
    const opened = [...pattern].reduce(([depth, most], letter) => {
      const now = depth + Number(letter === '{') - Number(letter === '}');
      return [now, Math.max(most, now)];
    }, [0, 0]);
    equal(opened, [0, 1], `braces of ${pattern}`);
  }
});

await steps.step(undefined, 'it sleeps for all other files', () => {
  for (const [path, text] of [
    ['README.md', '# A'],
    ['docs/commands/a.md', '# A'],
    ['x/agents/README.md', '# Our agents'],
    ['a.md', 'command: /a'],
    ['a.md', '---\ntitle: x\n---\ncommand: /a\n'],
    ['a.md', '# A\n\nA <Task> in a line.\n'],
    ['a.txt', '<Task>\n'],
    ['a.md', ''],
  ])
    check(!isOurs(path, text), `${path}: ${text}`);
  for (const path of ['.claude-plugin/plugin.json', 'x/.claude-plugin/marketplace.json', '.baton.yaml', 'x/.baton.yaml'])
    check(isPlainFile(path), path);
  for (const path of ['plugin.json', 'package.json', 'baton.yaml', 'x.baton.yaml']) check(!isPlainFile(path), path);
});

await steps.step(undefined, 'a version is below another or is not judged', () => {
  const {isBelow} = part('versions');
  for (const [given, wanted] of [['0.0.9', '0.1.0'], ['0.9.9', '1.0.0'], ['0.1.9', '0.1.10']]) check(isBelow(given, wanted), given);
  for (const [given, wanted] of [['0.1.0', '0.1.0'], ['0.10.0', '0.9.0'], ['', '0.1.0'], ['dev', '0.1.0']]) check(!isBelow(given, wanted), given);
});

await steps.step(undefined, 'pauses grow, and end; what is long past does not count', () => {
  const {Backoff} = part('backoff');
  const backoff = new Backoff();
  equal([0, 1, 2, 3, 4, 5].map((second) => backoff.crashed(second * 1000) ?? null), [300, 1000, 2000, 4000, 8000, null], 'pauses');
  equal(backoff.crashed(10 * 60 * 1000), 300, 'much later');
});

await steps.step(undefined, 'a server is looked for where the user says, and nowhere relative', async () => {
  const {locateServer} = part('locate');
  const program = join(scratch, 'program');
  writeFileSync(program, '', {mode: 0o755});
  equal(await locateServer(program, scratch), {path: program, from: 'baton.server.path'}, 'the setting');
  check('missing' in (await locateServer('bin/baton', scratch)), 'a relative path was taken');
  check('missing' in (await locateServer(scratch, scratch)), 'a folder was taken');
  const path = process.env.PATH;
  process.env.PATH = '.:bin';
  const found = await locateServer('', scratch);
  process.env.PATH = path;
  check('missing' in found && found.missing.includes('PATH'), JSON.stringify(found));
});

await steps.step(undefined, 'the server of the extension is taken where it can run, else the one on the PATH', async () => {
  const {locateServer} = part('locate');
  const script = (path, text) => {
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, `#!/bin/sh\n${text}\n`, {mode: 0o755});
    return path;
  };
  const folder = join(scratch, 'of-extension');
  const elsewhere = script(join(scratch, 'on-path/baton'), 'exit 1');
  const path = process.env.PATH;
  const located = async (folders) => {
    process.env.PATH = folders;
    const found = await locateServer('', folder);
    process.env.PATH = path;
    return found;
  };
  const bundled = script(join(folder, 'server/baton'), 'test "$*" = --version');
  equal(await located(dirname(elsewhere)), {path: bundled, from: 'the extension'}, 'one that runs');
  script(bundled, 'echo "libyaml-cpp.so.0.7: cannot open shared object file" >&2; exit 127');
  equal(await located(dirname(elsewhere)), {path: elsewhere, from: 'PATH'}, 'one without its libraries');
  const {missing} = await located('/nowhere');
  check(missing.includes('libyaml-cpp.so.0.7: cannot open shared object file. Put baton on your PATH'), missing);
  writeFileSync(bundled, '\x7fELF for another machine', {mode: 0o755});
  equal(await located(dirname(elsewhere)), {path: elsewhere, from: 'PATH'}, 'one of another system');
});

await steps.step(undefined, 'a state of a later server counts as none', () => {
  const {knownKind, stateName} = part('words');
  equal(['fresh', 'dreaming', 'constructor', undefined].map((kind) => knownKind({kind})), ['fresh', 'none', 'none', 'none'], 'kinds');
  equal([knownKind(undefined), stateName({kind: 'dreaming'}), stateName({kind: 'stale'})], ['none', '', 'out of date'], 'words');
});

await steps.step(undefined, 'a lens "N references" shows the places that the server sends', async () => {
  const range = {start: {line: 1, character: 2}, end: {line: 3, character: 4}};
  const {arguments: given} = {command: 'baton.showReferences', arguments: ['file:///a.md', range.start, [{uri: 'file:///b.md', range}]]};
  await part('documents').showReferences(...given);
  const [uri, other] = [{parsed: 'file:///a.md'}, {parsed: 'file:///b.md'}];
  equal(globalThis.told, [['editor.action.showReferences', uri, range.start, [{uri: other, range}]]], 'told the editor');
});

await steps.step(undefined, 'only another program is a reason to start the server anew', () => {
  const {needsRestart} = part('settings');
  const changed = (name) => ({affectsConfiguration: (section) => name === section || name.startsWith(`${section}.`)});
  equal(['server.path', 'server.logLevel', 'trace.server'].map((name) => needsRestart(changed(`baton.${name}`))), [true, false, false], 'restarts');
});

await steps.step(undefined, 'the client is loaded with the first file for it, not when the extension wakes up', async () => {
  const {outputs} = await esbuild.build({
    entryPoints: [join(extension, 'src/extension.ts')],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    outdir: scratch,
    external: ['vscode', './client.js'],
    absWorkingDir: extension,
  }).then(({metafile}) => metafile);
  const [{inputs, imports}] = Object.values(outputs);
  equal(Object.keys(inputs).filter((path) => !path.startsWith('src/')), [], 'what is loaded at once, beside its own sources');
  equal(imports.filter(({path}) => path === './client.js').map(({kind}) => kind), ['dynamic-import'], 'the client');
});

await steps.step(undefined, 'what a server may lack has no entry, no button and no view without it', () => {
  const {contributes} = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8'));
  const pipelines = ['baton.showGraph', 'baton.chooseMode', 'baton.refreshPipeline'];
  const always = ['baton.checkWorkspace', 'baton.restartServer', 'baton.showLog'];
  const palette = new Map(contributes.menus.commandPalette.map(({command, when}) => [command, when]));
  for (const {command} of contributes.commands) {
    if (!always.includes(command)) check(/baton\.(pipelines|hasModes)\b/.test(palette.get(command) ?? ''), `${command} when ${palette.get(command)}`);
  }
  for (const {id, when} of contributes.views.explorer) check(/baton\.pipelines\b/.test(when), `the view ${id} when ${when}`);
  // All other buttons stand in that view, or beside a text whose pipeline is shown.
  for (const [menu, items] of Object.entries(contributes.menus))
    if (menu !== 'commandPalette')
      for (const {command, when} of items) check(/view == baton\.pipeline\b|baton\.pipelineState == shown/.test(when), `${command} in ${menu}`);
  for (const {id, description, when} of contributes.walkthroughs[0].steps)
    if (pipelines.some((command) => description.includes(`command:${command}`))) equal(when, 'baton.pipelines', `the step ${id}`);
});

const graphOf = (file, cwd = root) => {
  const drawn = spawnSync(process.env.BATON, ['--graph', file, '--format', 'json'], {cwd, encoding: 'utf8', maxBuffer: 1 << 26});
  return JSON.parse(drawn.stdout);
};

await steps.step(undefined, 'the layout: phases below each other, each around its tasks', () => {
  const {layOut} = part('graph_layout');
  const pipeline = graphOf('docs/examples/clean/plugins/release-train/commands/release.md');
  const {boxes, lines, width, height} = layOut(pipeline);
  const box = (id) => boxes.find((each) => each.id === id);
  let below = 0;
  for (const phase of pipeline.phases) {
    const around = box(phase.id);
    check(around.y >= below, `${phase.id} begins at ${around.y}, above ${below}`);
    below = around.y + around.height;
    for (const id of phase.tasks) {
      const {x, y, width: wide, height: high} = box(id);
      check(x >= around.x && y >= around.y && x + wide <= around.x + around.width && y + high <= below, `${id} is outside of ${phase.id}`);
    }
  }
  equal(lines.length, pipeline.edges.length, 'lines');
  check(boxes.every((each) => each.x >= 0 && each.y >= 0 && each.x + each.width <= width && each.y + each.height <= height), 'outside');
});

await steps.step(undefined, 'the layout stands what hostile files ask for', () => {
  const {layOut} = part('graph_layout');
  cpSync(join(root, 'tests/graph/commands'), join(scratch, 'commands'), {recursive: true});
  for (const name of ['empty', 'gates-only', 'hostile']) {
    const pipeline = graphOf(`commands/${name}.md`, scratch);
    const {boxes} = layOut(pipeline);
    equal(boxes.length, pipeline.phases.length + pipeline.tasks.length + pipeline.gates.length + pipeline.missing.length, name);
    check(boxes.every(({x, y, width, height}) => [x, y, width, height].every(Number.isFinite)), `${name}: no number`);
  }
});

// Each text with the scope that the character at ^ must have; none: no scope of Baton's.
await steps.step(undefined, 'colour where something is meant, and nowhere else', async () => {
  const textmate = need('vscode-textmate');
  const oniguruma = need('vscode-oniguruma');
  await oniguruma.loadWASM(readFileSync(need.resolve('vscode-oniguruma/release/onig.wasm')));
  const markdown = join(process.env.WORKBENCH, 'node_modules/code-server/lib/vscode/extensions/markdown-basics/syntaxes/markdown.tmLanguage.json');
  const files = {'text.html.markdown': markdown, 'baton.injection': join(extension, 'syntaxes/baton.injection.tmLanguage.json')};
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({createOnigScanner: (sources) => new oniguruma.OnigScanner(sources), createOnigString: (text) => new oniguruma.OnigString(text)}),
    loadGrammar: (scope) => Promise.resolve(files[scope] ? textmate.parseRawGrammar(readFileSync(files[scope], 'utf8'), files[scope]) : null),
    getInjections: (scope) => (scope === 'text.html.markdown' ? ['baton.injection'] : []),
  });
  const grammar = await registry.loadGrammar('text.html.markdown');
  for (const [marked, scope] of [
    ['Use {phase1.^data-scientist.output} here', 'entity.name.type.agent.baton'],
    ['Use {^phase12.output} here', 'entity.name.namespace.phase.baton'],
    ['Use <phase1.plugin:x.^output> here', 'variable.other.property.output.baton'],
    ['Use {^user.name} and {{name}}', undefined],
    ['for ^$ARGUMENTS now', 'variable.language.arguments.baton'],
    ['for ^$2, too', 'variable.language.arguments.baton'],
    ['costs ^$10 each', undefined],
    ['<^Task>', 'entity.name.tag.task.baton'],
    ['subagent_type: ^test-runner', 'entity.name.type.agent.baton'],
    ['  subagent_type: "^p:test-runner"', 'entity.name.type.agent.baton'],
    ['[^Enterprise mode only - skip if not available]', 'keyword.control.condition.baton'],
    ['[^Quick/Standard: Include basic data]', 'keyword.control.condition.baton'],
    ['[^Extended thinking: as text]', undefined],
    ['[a ^link](x.md)', undefined],
    ['**^Gate:** all pass', 'keyword.control.gate.baton'],
  ]) {
    const at = marked.indexOf('^');
    const text = marked.slice(0, at) + marked.slice(at + 1);
    const {tokens} = grammar.tokenizeLine(text, textmate.INITIAL);
    const scopes = tokens.find(({startIndex, endIndex}) => startIndex <= at && at < endIndex).scopes;
    const own = scopes.join(' ').split(' ').filter((each) => each.endsWith('.baton') && !each.startsWith('meta.'));
    equal(own.at(-1), scope, text);
  }
});

await steps.step(undefined, 'the problem matcher reads what --check prints, but hints, which the editor lists nowhere', () => {
  const manifest = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8'));
  const {regexp} = manifest.contributes.problemMatchers[0].pattern;
  const run = spawnSync(process.env.BATON, ['--check', '--color', 'never'], {cwd: join(root, 'docs/examples/faulty'), encoding: 'utf8'});
  const found = run.stdout.split('\n').flatMap((line) => new RegExp(regexp).exec(line) ?? []).length / 7;
  const [, errors, warnings, information] = /: (\d+) errors?, (\d+) warnings?, (\d+) information/.exec(run.stdout);
  equal(found, Number(errors) + Number(warnings) + Number(information), 'findings');
  check(found > 40, 'the example has lost its faults');
});

await steps.step(undefined, 'a run at a gate is cancelled while it is under way, and resumed when it has ended', () => {
  const {isUnderWay, isResumable} = part('words');
  const run = (state, underWay) => [isUnderWay({state, underWay}), isResumable({state, underWay})];
  equal(run('paused', true), [true, false], 'a gate that is being asked for');
  equal(run('paused', false), [false, true], 'a gate that nobody passed');
  equal(run('running', true), [true, false], 'running');
  for (const state of ['cancelled', 'interrupted']) equal(run(state, false), [false, true], state);
  for (const state of ['finished', 'failed']) equal(run(state, false), [false, false], state);
  // An older server does not say whether a run is under way, and resumes none.
  equal([run('running'), run('paused')], [[true, false], [false, false]], 'an older server');
  equal([isUnderWay(null), isResumable(undefined)], [false, false], 'no run');
});

await steps.step(undefined, 'settings and commands are those of the README, the sources and the server', () => {
  const {contributes, version} = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8'));
  const readme = readFileSync(join(extension, 'README.md'), 'utf8');
  const named = [...readme.matchAll(/^\| `(baton\.[\w.]+)` \| `?(\w*)`? \|/gm)].map(([, name, value]) => [name, value === 'empty' ? '' : value]);
  equal(named, Object.entries(contributes.configuration.properties).map(([name, setting]) => [name, setting.default]), 'settings');
  const sources = ['extension', 'run_commands'].map((name) => readFileSync(join(extension, `src/${name}.ts`), 'utf8')).join('');
  for (const {command} of contributes.commands) check(sources.includes(`on('${command}'`), `${command} is not registered`);
  equal(spawnSync(process.env.BATON, ['--version'], {encoding: 'utf8'}).stdout.trim(), `baton ${version}`, 'version');
});

steps.end();
