// Where the server is: what the user set, what came with the extension and can run here, what the PATH has. In this order.
import {execFile} from 'node:child_process';
import {constants} from 'node:fs';
import {access, stat} from 'node:fs/promises';
import {homedir} from 'node:os';
import {delimiter, isAbsolute, join} from 'node:path';

export interface Program {
  readonly path: string;
  readonly from: 'baton.server.path' | 'the extension' | 'PATH';
}

export interface Missing {
  readonly missing: string; // in words, with what to do about it
}

const patience = 10000; // milliseconds that a program may take to tell its version
const suffix = process.platform === 'win32' ? '.exe' : '';

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

// It may be for another system, or want libraries that this one lacks. In words; undefined where it runs.
function whyNot(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(path, ['--version'], {timeout: patience}, (fault, _, said) => {
      resolve(fault === null ? undefined : said.trim().split('\n').at(-1) || fault.message);
    });
  });
}

async function onPath(name: string): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    if (!isAbsolute(folder)) continue; // "." would be the workspace
    const path = join(folder, name);
    if (await isProgram(path)) return path;
  }
  return undefined;
}

async function fromSetting(setting: string): Promise<Program | Missing> {
  const path = setting.replace(/^~(?=[\\/])/, homedir());
  if (!isAbsolute(path))
    return {missing: `The setting baton.server.path must be an absolute path, and is "${setting}".`};
  if (await isProgram(path)) return {path, from: 'baton.server.path'};
  const there = await stat(path).then(() => true, () => false);
  return {
    missing: there
      ? `The setting baton.server.path names ${path}, which is no program that may be run.`
      : `The setting baton.server.path names ${path}, and there is no such file.`,
  };
}

export async function locateServer(setting: string, extensionFolder: string): Promise<Program | Missing> {
  if (setting.trim() !== '') return fromSetting(setting.trim());
  const bundled = join(extensionFolder, 'server', `baton${suffix}`);
  const wrong = (await isProgram(bundled)) ? await whyNot(bundled) : 'it came without one for your system';
  if (wrong === undefined) return {path: bundled, from: 'the extension'};
  const found = await onPath(`baton${suffix}`);
  if (found !== undefined) return {path: found, from: 'PATH'};
  return {
    missing:
      `The program baton was not found, and the one of this extension cannot be used: ${wrong}. ` +
      'Put baton on your PATH, or name it in the setting baton.server.path.',
  };
}
