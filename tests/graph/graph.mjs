// Draws many command files in every format and mode. What Mermaid and Graphviz read must be what the JSON format says:
// the same nodes with the same labels, as many edges, the same clusters.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, "..", "..");
const shared = join(repository, "..", "shared");
const scratch = process.argv[2];

// Mermaid cleans labels with DOMPurify, which has nothing to offer where there is no DOM. Parsing does not need it.
const load = createRequire(join(process.env.MERMAID, "package.json"));
const module = async (name) => import(pathToFileURL(join(process.env.MERMAID, "node_modules", name)).href);
const purify = (await module("dompurify/dist/purify.es.mjs")).default;
purify.addHook ??= () => {};
purify.sanitize ??= (text) => text;
const mermaid = (await module("mermaid/dist/mermaid.core.mjs")).default;
mermaid.initialize({ startOnLoad: false, maxEdges: 100000, maxTextSize: 10000000 });
const { lexer } = await module(relative(join(process.env.MERMAID, "node_modules"), load.resolve("marked")));

function run(program, args, options) {
  const ran = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, timeout: 60000, ...options });
  if (ran.status !== 0 || ran.stderr.replace(/^baton: note: .*\n/gm, "") !== "")
    throw new Error(`${basename(program)} ${args.join(" ")}: ${ran.status ?? ran.error} ${ran.stderr}`);
  return ran.stdout;
}

function same(what, is, should) {
  const [a, b] = [JSON.stringify(is), JSON.stringify(should)];
  if (a !== b) throw new Error(`${what}: ${a}\n    and not ${b}`);
}

const character = (code) => String.fromCodePoint(Number(code));
const named = { quot: '"', amp: "&", lt: "<", gt: ">" };
const htmlText = (text) =>
  text.replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) => (code ? character(code) : named[name])).replace(/\u00a0/g, " ");
// Inside Mermaid an entity is between marks of its own.
const mermaidText = (text) =>
  text.replace(/ﬂ°°(\d+)¶ß/g, (_, code) => character(code)).replace(/ﬂ°(\w+)¶ß/g, (_, name) => named[name]);

// Where a label is short and needs nothing made visible, it is shown as it is.
const asIs = (text) => [...text].length <= 80 && !/[\p{Cc}\p{Cf}\u2028\u2029\ufffd]/u.test(text);
function plainName(task) {
  const name = task.agents.length > 0 ? task.agents.join(" or ") : "(no agent)";
  return asIs(name) ? name : undefined;
}
const plainTitle = (phase) => (asIs(phase.title) ? `Phase ${phase.number}` + (phase.title && `: ${phase.title}`) : undefined);

const gateEdges = (graph) => graph.gates.length + graph.phases.filter((phase, i) => phase.gates.length > 0 && i + 1 < graph.phases.length).length;
const plainMarkdown = new Set(["paragraph", "text", "space", "escape"]);

function checkMarkdown(tokens, text) {
  for (const token of tokens) {
    if (!plainMarkdown.has(token.type)) throw new Error(`Mermaid takes ${JSON.stringify(text)} for Markdown's ${token.type}`);
    checkMarkdown(token.tokens ?? [], text);
  }
}

async function checkMermaid(text, graph) {
  const parsed = await mermaid.parse(text);
  same("the kind of diagram", parsed.diagramType, "flowchart-v2");
  same("directives taken from the text", parsed.config, {});
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const nodes = [...db.getVertices().values()].filter((node) => !node.id.startsWith("p"));
  const ids = [...graph.tasks, ...graph.gates, ...graph.missing].map((node) => node.id);
  same("Mermaid's nodes", nodes.map((node) => node.id).sort(), ids.sort());
  same("Mermaid's edges", db.getEdges().length, graph.edges.length + gateEdges(graph));
  same("what Mermaid's edges join", db.getEdges().slice(0, graph.edges.length).map((edge) => [edge.start, edge.end]),
    graph.edges.map((edge) => [edge.from, edge.to]));
  const clusters = db.getSubGraphs();
  same("Mermaid's clusters", clusters.map((cluster) => cluster.id).sort(), graph.phases.map((phase) => phase.id).sort());
  for (const phase of graph.phases) {
    const cluster = clusters.find(({ id }) => id === phase.id);
    same(phase.id, [...cluster.nodes].sort(), [...phase.tasks].sort());
    if (plainTitle(phase) !== undefined) same(`Mermaid's ${phase.id}`, mermaidText(cluster.title), plainTitle(phase));
  }
  for (const task of graph.tasks) {
    const lines = nodes.find((node) => node.id === task.id).text.split("<br/>");
    const name = plainName(task);
    if (name !== undefined) same(`Mermaid's ${task.id}`, mermaidText(lines[0]), name);
  }
  for (const label of [...nodes, ...db.getEdges()].flatMap((each) => (each.text ?? "").split("<br/>")).concat(clusters.map((cluster) => cluster.title)))
    checkMarkdown(lexer(label), label);
}

function checkDot(text, graph) {
  const svg = run("dot", ["-Tsvg"], { input: text });
  const count = (kind) => svg.split(`class="${kind}"`).length - 1;
  same("dot's nodes", count("node"), graph.tasks.length + graph.gates.length + graph.missing.length);
  same("dot's edges", count("edge"), graph.edges.length + gateEdges(graph));
  same("dot's clusters", count("cluster"), graph.phases.length);
  const texts = new Set([...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((match) => htmlText(match[1]).trim()));
  for (const name of [...graph.tasks.map(plainName), ...graph.phases.map(plainTitle)])
    if (name !== undefined && !texts.has(name.trim())) throw new Error(`dot does not show ${JSON.stringify(name)}`);
}

async function checkFile(folder, file) {
  const draw = (...flags) => run(process.env.BATON, ["--graph", file, ...flags], { cwd: folder });
  const whole = JSON.parse(draw("--format", "json"));
  for (const mode of [undefined, ...whole.modes.map((each) => each.name)]) {
    const flags = mode === undefined ? [] : [`--mode=${mode}`];
    try {
      const graph = JSON.parse(draw("--format", "json", ...flags));
      await checkMermaid(draw(...flags), graph);
      checkDot(draw("--format", "dot", ...flags), graph);
    } catch (error) {
      throw mode === undefined ? error : new Error(`in ${mode}: ${error.message}`);
    }
  }
  return whole;
}

function markdownFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return markdownFiles(join(folder, entry.name));
    return entry.name.endsWith(".md") && !/^(README|CHANGELOG|CONTRIBUTING)\.md$/.test(entry.name) ? [join(folder, entry.name)] : [];
  });
}
const commandFiles = (folder) => markdownFiles(folder).filter((file) => relative(folder, file).split("/").includes("commands"));

const seed = join(shared, "seed", "ml-pipeline.md");
const corpora = join(shared, "corpora");
const files = [
  ...commandFiles(join(repository, "docs", "examples")),
  ...markdownFiles(join(here, "commands")),
  ...(existsSync(seed) ? [seed] : []),
  ...commandFiles(join(corpora, "myclaude")),
  ...["workflows", "tools"].flatMap((folder) => markdownFiles(join(corpora, "wshobson-commands", folder))),
];

let passed = 0, failed = 0, tasks = 0, edges = 0;
for (const [i, file] of files.entries()) {
  const folder = join(scratch, String(i));
  mkdirSync(join(folder, "commands"), { recursive: true });
  cpSync(file, join(folder, "commands", "drawn.md"));
  try {
    const graph = await checkFile(folder, "commands/drawn.md");
    tasks += graph.tasks.length;
    edges += graph.edges.length;
    ++passed;
  } catch (error) {
    ++failed;
    console.log(`${relative(repository, file)}: ${error.message}`);
  }
}
if (tasks < 20 || edges < 20) {
  ++failed;
  console.log(`of ${files.length} files only ${tasks} tasks and ${edges} edges were drawn`);
}
console.log(`${files.length} files, ${tasks} tasks, ${edges} edges`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
