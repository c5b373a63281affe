// Stands between the editor and the real server, to hear what is said and to say what the server cannot yet, or no longer:
//   node proxy.mjs RECORD {"baton": PROGRAM, "version": …, "pipeline": true, "unknown": true, "commands": […]} ARGUMENTS...
// "pipeline" answers baton/pipeline, "unknown" refuses it; "commands" are told to be carried out, instead of the server's,
// and "answers" has what they answer ({"error": …} for a refusal); "asks" is asked of the user first, the choice is recorded.
// RECORD gets the requests it answers itself, and initialize, one JSON value a line.
import {spawn, spawnSync} from 'node:child_process';
import {appendFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {frames, send} from '../frames.mjs';

const [record, wish, ...rest] = process.argv.slice(2);
const wanted = JSON.parse(wish);
const server = spawn(wanted.baton, rest, {stdio: ['pipe', 'pipe', 'inherit']});
server.on('exit', (code) => process.exit(code ?? 1));

const note = (value) => appendFileSync(record, `${JSON.stringify(value)}\n`);

// The graph of the file as it lies on the disk: what the server would say of it.
function pipeline({textDocument, mode}) {
  const flags = ['--graph', fileURLToPath(textDocument.uri), '--format', 'json', ...(mode ? ['--mode', mode] : [])];
  const drawn = spawnSync(wanted.baton, flags, {encoding: 'utf8'});
  if (drawn.status !== 0) return null;
  const graph = JSON.parse(drawn.stdout);
  const states = wanted.states ?? {};
  return {...graph, tasks: graph.tasks.map((task) => ({...task, state: states[task.id] ?? {kind: 'none'}})), run: wanted.run ?? null};
}

// The answer to a command, after the user's to a question.
function carryOut({id, params}) {
  note({method: 'workspace/executeCommand', params});
  const {error, ...result} = wanted.answers?.[params.command] ?? {};
  const answer = () => send(process.stdout, {jsonrpc: '2.0', id, ...(error ? {error} : {result: Object.keys(result).length > 0 ? result : null})});
  if (!wanted.asks) return answer();
  asked = answer;
  send(process.stdout, {jsonrpc: '2.0', id: 'asked', method: 'window/showMessageRequest', params: wanted.asks});
}

let initialize, asked;
frames(process.stdin, (message) => {
  if (message.method === 'initialize') {
    initialize = message.id;
    note({method: 'initialize', options: message.params.initializationOptions});
  }
  if (message.method === 'baton/pipeline' && wanted.unknown)
    return send(process.stdout, {jsonrpc: '2.0', id: message.id, error: {code: -32601, message: 'unknown method'}});
  if (message.method === 'baton/pipeline' && wanted.pipeline)
    return send(process.stdout, {jsonrpc: '2.0', id: message.id, result: pipeline(message.params)});
  if (message.method === 'workspace/executeCommand' && wanted.commands) return carryOut(message);
  if (message.id === 'asked' && message.method === undefined) {
    note({chosen: message.result});
    return asked();
  }
  send(server.stdin, message);
});
process.stdin.on('end', () => server.stdin.end());
frames(server.stdout, (message) => {
  if (message.id === initialize && message.result?.capabilities) {
    if (wanted.version) message.result.serverInfo.version = wanted.version;
    if (wanted.commands) message.result.capabilities.executeCommandProvider = {commands: wanted.commands};
  }
  send(process.stdout, message);
});
