// Which files are Baton's, told without starting anything. The server knows better; this only decides whether to ask it.
import {posix} from 'node:path';
import * as vscode from 'vscode';

const commandKeys = /^(command|execution[_-]modes|external_docs|external_documentation):/;
const taskLine = /^\s*<Task>\s*$|^Task:\s*$/;
const scannedLines = 2000;

/** Files whose presence makes a folder a workspace of commands and agents. */
const marks = [
  '.baton.yaml',
  'commands/**/*.md',
  '**/.claude/commands/**/*.md',
  '**/.claude/agents/**/*.md',
  '**/.claude/skills/**/*.md',
  '**/agents/*.md',
  '**/.claude-plugin/plugin.json',
  '**/.claude-plugin/marketplace.json',
  '**/skills/*/SKILL.md',
];
const notLookedThrough = '**/{node_modules,.git}/**';

/** What of a text document the test needs, so that it can be had without an editor. */
export interface Text {
  readonly path: string; // from the workspace folder, or absolute where there is none; with slashes
  readonly lineCount: number;
  line(index: number): string;
}

function frontMatterEnd(text: Text): number {
  if (text.lineCount === 0 || !/^\uFEFF?---\s*$/.test(text.line(0))) return 0;
  const last = Math.min(text.lineCount, scannedLines);
  for (let at = 1; at < last; ++at) if (/^(---|\.\.\.)\s*$/.test(text.line(at))) return at;
  return last;
}

/** A command, an agent or a skill, by its place or by what stands in it. */
export function isCommandFile(text: Text): boolean {
  if (!text.path.endsWith('.md')) return false;
  if (posix.basename(text.path) === 'SKILL.md') return true;
  if (/(^|\/)\.claude\/(commands|agents)\//.test(text.path) || text.path.startsWith('commands/')) return true;
  const end = frontMatterEnd(text);
  if (end > 0 && /(^|\/)agents\//.test(text.path)) return true;
  for (let at = 1; at < end; ++at) if (commandKeys.test(text.line(at))) return true;
  const last = Math.min(text.lineCount, scannedLines);
  for (let at = end; at < last; ++at) if (taskLine.test(text.line(at))) return true;
  return false;
}

/** A plugin's manifest or a configuration of Baton. */
export function isPlainFile(path: string): boolean {
  return /(^|\/)\.claude-plugin\/(plugin|marketplace)\.json$/.test(path) || posix.basename(path) === '.baton.yaml';
}

export function isOurs(document: vscode.TextDocument): boolean {
  if (document.uri.scheme !== 'file' && document.uri.scheme !== 'untitled') return false;
  const path = vscode.workspace.asRelativePath(document.uri, false).replaceAll('\\', '/');
  if (isPlainFile(path)) return true;
  if (document.languageId !== 'markdown' && !path.endsWith('.md')) return false;
  return isCommandFile({
    path: path.endsWith('.md') ? path : `${path}.md`,
    lineCount: document.lineCount,
    line: (index) => document.lineAt(index).text,
  });
}

export async function workspaceIsOurs(): Promise<boolean> {
  // What the editor searches with knows no braces within braces.
  return (await vscode.workspace.findFiles(`{${marks.join(',')}}`, notLookedThrough, 1)).length > 0;
}
