// Makes a large workspace to measure with: plugins of commands, agents and documents that refer to each other.
// usage: bench/make_workspace.mjs FOLDER [FILES]
// The same files on every run; about 8 KB each.
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const perPlugin = {commands: 10, agents: 6, docs: 24};
const filler = 'Each step leaves notes for the next one, names what it changed and why, and asks where it is unsure. ';
const paragraphs = (count, seed) =>
  Array.from({length: count}, (_, i) => `${seed}.${i}: ${filler.repeat(3)}\n`).join('\n');

const agent = (plugin, i) =>
  `---\nname: helper-${plugin}-${i}\ndescription: Helps with part ${i} of plugin ${plugin}\nmodel: sonnet\n---\n\n` +
  paragraphs(24, `a${i}`);

const doc = (plugin, i) =>
  `# Guide ${i}\n\n` +
  Array.from({length: 6}, (_, s) => `## Section ${s}\n\n${paragraphs(4, `d${i}.${s}`)}`).join('\n') +
  `\nSee [the next one](guide-${(i + 1) % perPlugin.docs}.md#section-2).\n`;

function command(plugin, i) {
  const task = t =>
    `<Task>\nsubagent_type: helper-${plugin}-${(i + t) % perPlugin.agents}\nprompt: |\n` +
    `  Do part ${t}.\n` +
    (t > 0 ? `  Earlier: {phase${t}.helper-${plugin}-${(i + t - 1) % perPlugin.agents}.output}\n` : '') +
    paragraphs(4, `t${t}`).replace(/^(?=.)/gm, '  ') +
    `</Task>\n`;
  return `---\ndescription: Does thing ${i} of plugin ${plugin}\nargument-hint: "[what]"\n---\n\n# Thing ${i}\n\n$ARGUMENTS\n\n` +
    `[guide](../docs/guide-${i}.md#section-1) and [another](../docs/guide-${i + 5}.md)\n\n` +
    Array.from({length: 4}, (_, p) => `## Phase ${p + 1}: Part ${p}\n\n${task(p)}`).join('\n') + '\n' +
    (i === 0 ? '[gone](../docs/nowhere.md)\n' : '');
}

export function makeWorkspace(folder, files) {
  let made = 0;
  const put = (path, text) => {
    if (made >= files) return;
    writeFileSync(join(folder, path), text);
    ++made;
  };
  for (let plugin = 0; made < files; ++plugin) {
    const home = `plugins/p${plugin}`;
    for (const below of ['.claude-plugin', 'commands', 'agents', 'docs'])
      mkdirSync(join(folder, home, below), {recursive: true});
    writeFileSync(join(folder, home, '.claude-plugin/plugin.json'),
      JSON.stringify({name: `p${plugin}`, version: '1.0.0', description: `Plugin ${plugin}`}));
    for (let i = 0; i < perPlugin.commands; ++i) put(`${home}/commands/thing-${i}.md`, command(plugin, i));
    for (let i = 0; i < perPlugin.agents; ++i) put(`${home}/agents/helper-${plugin}-${i}.md`, agent(plugin, i));
    for (let i = 0; i < perPlugin.docs; ++i) put(`${home}/docs/guide-${i}.md`, doc(plugin, i));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, files] = process.argv.slice(2);
  if (!folder) {
    console.error('usage: make_workspace.mjs FOLDER [FILES]');
    process.exit(2);
  }
  makeWorkspace(folder, +(files ?? 10000));
}
