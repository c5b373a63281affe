// What a user feels while a large workspace is read in the background: the time from each edit to its diagnostics,
// from the first moment on, and the memory that stays when all is read.
// usage: bench/edit_while_indexing.mjs BUILD_FOLDER [FILES]
// Exits with 1 where more than 60 MiB stay at 10,000 files.
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {performance} from 'node:perf_hooks';
import {frames, send as sendTo} from '../tests/editors/frames.mjs';
import {makeWorkspace} from './make_workspace.mjs';

const [build, count = '10000'] = process.argv.slice(2);
if (!build) {
  console.error('usage: edit_while_indexing.mjs BUILD_FOLDER [FILES]');
  process.exit(2);
}
const root = mkdtempSync(join(tmpdir(), 'baton-bench-'));
makeWorkspace(root, +count);
const file = join(root, 'plugins/p0/commands/thing-3.md'), uri = pathToFileURL(file).href;
const server = spawn(join(build, 'baton'), ['--stdio'], {stdio: ['pipe', 'pipe', 'inherit']});

let lastNews = performance.now();
const others = new Set();
const waiting = new Map();
const send = message => sendTo(server.stdin, {jsonrpc: '2.0', ...message});
function take(message) {
  if (message.method && message.id !== undefined) return send({id: message.id, result: null});
  if (message.method !== 'textDocument/publishDiagnostics') return waiting.get(message.id ?? '')?.();
  if (message.params.uri === uri) return waiting.get(`v${message.params.version}`)?.();
  others.add(message.params.uri);
  lastNews = performance.now();
}
frames(server.stdout, take);
const when = key => new Promise(done => waiting.set(key, done));
const memory = () => +/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1] / 1024;
const show = (name, times) => {
  const sorted = [...times].sort((a, b) => a - b), at = q => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
  console.log(`${name}: ${times.length} edits, p50 ${at(0.5).toFixed(2)} ms, p99 ${at(0.99).toFixed(2)} ms, at most ${at(1).toFixed(2)} ms`);
};

send({id: 1, method: 'initialize', params: {processId: process.pid, rootUri: pathToFileURL(root).href, capabilities: {}}});
await when(1);
const begin = performance.now();
send({method: 'initialized', params: {}});
send({method: 'textDocument/didOpen', params: {textDocument: {uri, languageId: 'markdown', version: 1, text: readFileSync(file, 'utf8')}}});
const early = [], late = [];
for (let version = 2; late.length < 300; ++version) {
  const insert = version % 2 === 0, start = {line: 8, character: 0};
  const sent = performance.now();
  const done = when(`v${version}`);
  send({method: 'textDocument/didChange', params: {textDocument: {uri, version},
    contentChanges: [{range: {start, end: {line: 8, character: insert ? 0 : 1}}, text: insert ? 'x' : ''}]}});
  await done;
  // Nothing new for a while: everything is read.
  const indexing = others.size === 0 || performance.now() - lastNews < 1500;
  (indexing ? early : late).push(performance.now() - sent);
  await new Promise(next => setTimeout(next, 3));
}
console.log(`${count} files in ${((lastNews - begin) / 1000).toFixed(2)} s, findings in ${others.size}`);
show('while they are read', early);
show('afterwards', late);
const resident = memory();
console.log(`resident: ${resident.toFixed(1)} MiB`);
send({id: 2, method: 'shutdown'});
await when(2);
send({method: 'exit'});
rmSync(root, {recursive: true});
process.exit(+count === 10000 && resident > 60 ? 1 : 0);
