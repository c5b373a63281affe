// What a user of an editor feels in a large workspace: every request that is made while one types, while the workspace
// is being read, afterwards, and while closed documents are read for a rename; edits; the memory that stays. And, where
// rumdl is on the PATH (npm install -g rumdl), its server's times for the same edits of the same file.
// usage: bench/editor_features.mjs BUILD_FOLDER [FILES] [ROUNDS]
// Bounds, for the best of the rounds since others may use the machine, at 10,000 files: completion, hover, definition,
// code lenses and semantic tokens p50 2 ms and p99 10 ms; workspace symbols 15 ms; edit to diagnostics p50 0.5 ms; no
// answer later than 20 ms while anything is read; 60 MiB. Exits with 1 where one is missed.
import {spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {performance} from 'node:perf_hooks';
import {frames, send as sendTo} from '../tests/editors/frames.mjs';
import {makeWorkspace} from './make_workspace.mjs';

const [build, count = '10000', rounds = '5'] = process.argv.slice(2);
if (!build) {
  console.error('usage: editor_features.mjs BUILD_FOLDER [FILES] [ROUNDS]');
  process.exit(2);
}
const root = mkdtempSync(join(tmpdir(), 'baton-bench-'));
makeWorkspace(root, +count);
const rootUri = pathToFileURL(root).href;
const pause = ms => new Promise(done => setTimeout(done, ms));
const at = (times, q) => {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] : 0;
};

class Client {
  constructor(command, args) {
    this.server = spawn(command, args, {stdio: ['pipe', 'pipe', 'ignore'], cwd: root});
    this.waiting = new Map();
    this.id = 0;
    this.lastNews = performance.now();
    frames(this.server.stdout, message => this.take(message));
  }
  take(message) {
    if (message.method === undefined) return this.resolve(message.id, message);
    if (message.id !== undefined) return this.send({id: message.id, result: message.method === 'workspace/configuration' ? message.params.items.map(() => null) : null});
    if (message.params?.version !== undefined) return this.resolve(`${message.params.uri} ${message.params.version}`, message);
    this.lastNews = performance.now();
  }
  resolve(key, message) {
    const done = this.waiting.get(key);
    this.waiting.delete(key);
    done?.(message);
  }
  send(message) {
    sendTo(this.server.stdin, {jsonrpc: '2.0', ...message});
  }
  when(key) {
    return new Promise(done => this.waiting.set(key, done));
  }
  async request(method, params) {
    const id = ++this.id, answer = this.when(id), begin = performance.now();
    this.send({id, method, params});
    const message = await answer;
    return {time: performance.now() - begin, message};
  }
  async initialize() {
    await this.request('initialize', {processId: process.pid, rootUri, workspaceFolders: [{uri: rootUri, name: 'w'}],
      capabilities: {window: {workDoneProgress: true}, workspace: {workspaceEdit: {documentChanges: true}},
        textDocument: {publishDiagnostics: {versionSupport: true},
          completion: {completionItem: {snippetSupport: true, resolveSupport: {properties: ['documentation']}}}, documentSymbol: {hierarchicalDocumentSymbolSupport: true}}}});
    this.send({method: 'initialized', params: {}});
  }
  open(file) {
    const uri = pathToFileURL(join(root, file)).href, text = readFileSync(join(root, file), 'utf8');
    this.send({method: 'textDocument/didOpen', params: {textDocument: {uri, languageId: 'markdown', version: 1, text}}});
    return {uri, lines: text.split('\n'), version: 1};
  }
  async edit(document) {
    const insert = ++document.version % 2 === 0, start = {line: 8, character: 0};
    const done = this.when(`${document.uri} ${document.version}`), begin = performance.now();
    this.send({method: 'textDocument/didChange', params: {textDocument: {uri: document.uri, version: document.version},
      contentChanges: [{range: {start, end: {line: 8, character: insert ? 0 : 1}}, text: insert ? 'x' : ''}]}});
    await done;
    return performance.now() - begin;
  }
  async end() {
    await this.request('shutdown');
    this.send({method: 'exit'});
  }
}

// The same places in each round.
function* places(document) {
  for (let seed = 7; ; seed = (seed * 48271) % 2147483647) {
    const line = seed % document.lines.length;
    yield {line, character: (seed >> 8) % (document.lines[line].length + 1)};
  }
}
const typed = {
  completion: (textDocument, position) => ['textDocument/completion', {textDocument, position}],
  hover: (textDocument, position) => ['textDocument/hover', {textDocument, position}],
  definition: (textDocument, position) => ['textDocument/definition', {textDocument, position}],
  'code lens': textDocument => ['textDocument/codeLens', {textDocument}],
  'semantic tokens': textDocument => ['textDocument/semanticTokens/full', {textDocument}],
};
const others = {
  references: (textDocument, position) => ['textDocument/references', {textDocument, position, context: {includeDeclaration: true}}],
  'document symbols': textDocument => ['textDocument/documentSymbol', {textDocument}],
  'code actions': (textDocument, start) => ['textDocument/codeAction', {textDocument, range: {start, end: start}, context: {diagnostics: []}}],
  folding: textDocument => ['textDocument/foldingRange', {textDocument}],
};

async function round() {
  const out = {};
  const client = new Client(join(build, 'baton'), ['--stdio']);
  await client.initialize();
  const command = client.open('plugins/p0/commands/thing-3.md'), doc = client.open('plugins/p0/docs/guide-3.md');
  const textDocument = {uri: command.uri}, spots = places(command);
  // One request after the other while the workspace is read, with an edit now and then.
  const early = [];
  client.lastNews = performance.now();
  // References to a file read the closed documents, as a rename does: what counts is that nothing else waits for them.
  const {references, ...quick} = others;
  const all = Object.values({...typed, ...quick});
  for (let i = 0; performance.now() - client.lastNews < 1500; ++i) {
    const {time} = await client.request(...all[i % all.length](textDocument, spots.next().value));
    early.push(time);
    if (i % 50 === 0) early.push(await client.edit(command));
    await pause(1);
  }
  out['while it is read'] = {times: early, most: 20};
  for (const [name, params] of Object.entries({...typed, ...others})) {
    const times = [];
    for (let i = 0; i < 400; ++i) times.push((await client.request(...params(textDocument, spots.next().value))).time);
    out[name] = {times, ...(name in typed ? {p50: 2, p99: 10} : {})};
  }
  const symbols = [];
  for (let i = 0; i < 40; ++i) symbols.push((await client.request('workspace/symbol', {query: ['helper', 'thing', 'part', 'h-21-3'][i % 4]})).time);
  out['workspace symbols'] = {times: symbols, most: 15};
  const edits = [];
  for (let i = 0; i < 300; ++i) {
    edits.push(await client.edit(command));
    await pause(2);
  }
  out['edit to diagnostics'] = {times: edits, p50: 0.5};
  // A heading that hundreds of closed documents may link to is renamed, and its references are asked for.
  const beside = [], renames = [];
  for (let i = 0; i < 6; ++i) {
    let over = false;
    const position = {line: doc.lines.indexOf('## Section 2'), character: 4};
    const long = i % 2 === 0 ? client.request('textDocument/rename', {textDocument: {uri: doc.uri}, position, newName: 'Part'})
      : client.request('textDocument/references', {textDocument: {uri: doc.uri}, position, context: {includeDeclaration: true}});
    long.then(({time, message}) => {
      over = true;
      renames.push(time);
      if (message.error || JSON.stringify(message.result).split('"uri"').length < 3) throw new Error('too few links were found');
    });
    while (!over) beside.push((await client.request(...typed.hover(textDocument, spots.next().value))).time);
  }
  out['rename of a heading'] = {times: renames};
  out['beside such a rename'] = {times: beside, most: 20};
  await pause(300);
  const rollup = readFileSync(`/proc/${client.server.pid}/smaps_rollup`, 'utf8');
  out['resident, MiB'] = {value: +/Rss:\s+(\d+)/.exec(rollup)[1] / 1024, most: 60};
  await client.end();
  return out;
}

async function rumdl() {
  if (spawnSync('rumdl', ['--version']).status !== 0) return null;
  const client = new Client('rumdl', ['server', '--stdio']);
  await client.initialize();
  const document = client.open('plugins/p0/commands/thing-3.md');
  await pause(3000);
  const times = [];
  for (let i = 0; i < 100; ++i) {
    const time = await Promise.race([client.edit(document), pause(5000)]);
    if (time === undefined) return null;
    times.push(time);
  }
  client.server.kill();
  return at(times, 0.5);
}

const results = [];
for (let i = 0; i < +rounds; ++i) results.push(await round());
let missed = 0;
const number = value => value.toFixed(2).padStart(8);
console.log(`${count} files, ${rounds} rounds: the best and the median of each figure, in ms`);
console.log(`${''.padEnd(22)}        p50                p99                most`);
for (const name of Object.keys(results[0])) {
  const of = q => results.map(result => result[name].value ?? at(result[name].times, q));
  const bounds = results[0][name];
  let line = name.padEnd(22);
  for (const [q, bound] of bounds.value !== undefined ? [[1, bounds.most]] : [[0.5, bounds.p50], [0.99, bounds.p99], [1, bounds.most]]) {
    const values = of(q), best = at(values, 0);
    const over = bound !== undefined && best > bound && +count === 10000;
    if (over) ++missed;
    line += `${number(best)}${number(at(values, 0.5))} ${over ? '!' : ' '} `;
  }
  console.log(line);
}
const other = await rumdl();
if (other !== null) {
  const own = at(results.map(result => at(result['edit to diagnostics'].times, 0.5)), 0);
  console.log(`rumdl's server, edit to diagnostics: p50 ${other.toFixed(2)} ms, ${(other / own).toFixed(0)} times ours`);
}
rmSync(root, {recursive: true});
process.exit(missed > 0 ? 1 : 0);
