// VS Code's workbench, served by code-server to a headless Chromium: started on a free port with folders of its own, driven by
// keyboard and mouse as a user would, and ended without a trace.
import {spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, readdirSync, readlinkSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {createRequire} from 'node:module';

const packages = process.env.WORKBENCH;
const {chromium} = createRequire(join(packages, 'package.json'))('playwright-core');
const entry = join(packages, 'node_modules/code-server/out/node/entry.js');

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The answer of `probe` once it is neither empty nor false; fails with `what` when time is up. */
export async function until(what, probe, timeout = 30000) {
  const end = Date.now() + timeout;
  for (;;) {
    const answer = await probe();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`not within ${timeout} ms: ${what}`);
    await sleep(50);
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const {port} = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Processes whose program is this file, but those that only tell its version. */
export function processesOf(program) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        if (readFileSync(`/proc/${pid}/comm`, 'utf8') === 'run-group\n') return false; // it watches over what the server called
        return readlinkSync(`/proc/${pid}/exe`) === program && !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('\0--version\0');
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** One code-server with its own home; `install` puts the extension there. */
export class Editor {
  constructor(home) {
    this.home = home;
    this.environment = {
      ...process.env,
      HOME: home,
      XDG_DATA_HOME: join(home, 'data'),
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_CACHE_HOME: join(home, 'cache'),
      XDG_STATE_HOME: join(home, 'state'),
      PATH: '/usr/bin:/bin',
    };
    mkdirSync(join(this.data, 'User'), {recursive: true});
    mkdirSync(join(this.data, 'Machine'), {recursive: true});
    this.user({});
  }

  get data() {
    return join(this.home, 'data/code-server');
  }

  install(vsix) {
    const done = spawnSync(process.execPath, [entry, '--install-extension', vsix], {env: this.environment, encoding: 'utf8'});
    if (done.status !== 0) throw new Error(`the extension could not be installed: ${done.stdout}${done.stderr}`);
    const folder = readdirSync(join(this.data, 'extensions')).find((name) => name.startsWith('baton-tools.baton'));
    return join(this.data, 'extensions', folder);
  }

  /** Settings of the user, and of the machine that the editor runs on. */
  user(settings) {
    const quiet = {
      'workbench.startupEditor': 'none',
      'workbench.tips.enabled': false,
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.banner': 'never',
      'telemetry.telemetryLevel': 'off',
      'extensions.ignoreRecommendations': true,
      'files.autoSave': 'off',
      'workbench.quickOpen.closeOnFocusLost': false,
      'git.enabled': false,
      'editor.minimap.enabled': false,
      'editor.wordWrap': 'off',
      'chat.commandCenter.enabled': false,
    };
    writeFileSync(join(this.data, 'User/settings.json'), JSON.stringify({...quiet, ...settings}));
  }

  machine(settings) {
    writeFileSync(join(this.data, 'Machine/settings.json'), JSON.stringify(settings));
  }

  async start(...flags) {
    this.port = await freePort();
    const common = ['--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'];
    const address = ['--bind-addr', `127.0.0.1:${this.port}`];
    this.process = spawn(process.execPath, [entry, ...address, ...common, ...flags], {
      env: this.environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.said = '';
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on('data', (text) => (this.said += text));
    await until('code-server listens', () => /HTTP server listening/.test(this.said), 60000);
  }

  /** Ends what `start` began, and what that began. */
  stop() {
    if (this.process === undefined) return;
    try {
      process.kill(-this.process.pid, 'SIGKILL');
    } catch {
      // it is gone
    }
  }
}

export async function browser() {
  const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  const more = ['--disable-component-update', '--disable-sync'];
  return chromium.launch({executablePath: '/usr/bin/chromium', headless: true, args: [...flags, ...more]});
}

/** A window of the workbench with one folder open. */
export class Window {
  constructor(page, folder, screenshots) {
    this.page = page;
    this.folder = folder;
    this.screenshots = screenshots;
  }

  static async open(browser, editor, folder, screenshots, size = {width: 1500, height: 1000}) {
    const context = await browser.newContext({viewport: size});
    const page = await context.newPage();
    page.setDefaultTimeout(60000);
    page.setDefaultNavigationTimeout(120000);
    const window = new Window(page, folder, screenshots);
    await page.goto(`http://127.0.0.1:${editor.port}/?folder=${encodeURIComponent(folder)}`, {waitUntil: 'commit'});
    await page.waitForSelector('.monaco-workbench', {timeout: 60000});
    await page.waitForSelector('.explorer-folders-view .monaco-list-row', {timeout: 60000});
    return window;
  }

  close() {
    return this.page.context().close();
  }

  async shot(name) {
    await this.page.screenshot({path: join(this.screenshots, `${name}.png`)});
  }

  press(keys) {
    return this.page.keyboard.press(keys);
  }

  /** Picks from a list of the workbench; tries again, since commands and files may become known a little later. */
  async pick(keys, text, row) {
    const input = this.page.locator('.quick-input-widget input').first();
    const found = this.page.locator('.quick-input-list .monaco-list-row', {hasText: row}).first();
    for (let attempt = 0; ; ++attempt) {
      try {
        await this.press(keys);
        await input.waitFor({state: 'visible', timeout: 4000});
        await input.fill((keys === 'F1' ? '>' : '') + text);
        await found.waitFor({timeout: 4000});
        await found.click({timeout: 4000});
        break;
      } catch (fault) {
        if (attempt === 12) throw fault;
        await this.press('Escape');
        await sleep(300);
      }
    }
    await found.waitFor({state: 'hidden', timeout: 10000}).catch(() => {});
  }

  /** A command of the palette, by its whole title. */
  command(title) {
    return this.pick('F1', title, title);
  }

  /** Titles that the palette lists for this text. */
  async offered(text) {
    const input = this.page.locator('.quick-input-widget input').first();
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    await this.press('F1');
    await input.waitFor({state: 'visible'});
    await input.fill(`>${text}`);
    await rows.filter({hasText: text}).first().waitFor();
    await sleep(700);
    const titles = await rows.allTextContents();
    await this.press('Escape');
    await input.waitFor({state: 'hidden'});
    return titles;
  }

  /** Opens a file of the folder and waits for its text. */
  async file(path) {
    const name = path.replace(/^.*\//, '');
    const tab = this.page.locator(`.editor-group-container.active .tab.active[data-resource-name="${name}"]`);
    for (let attempt = 0; ; ++attempt) {
      await this.pick('Control+P', path, path.includes('/') ? path.replace(/\/[^/]*$/, '') : name);
      try {
        await tab.waitFor({timeout: 5000});
        break;
      } catch (fault) {
        if (attempt === 4) throw fault;
      }
    }
    await this.page.locator('.editor-instance .view-lines .view-line').first().waitFor({timeout: 15000});
  }

  /** Puts the cursor there; both from 1. */
  async goTo(line, column = 1) {
    await this.press('Control+G');
    const input = this.page.locator('.quick-input-widget input').first();
    await input.waitFor({state: 'visible'});
    await input.fill(`:${line}:${column}`);
    await sleep(150);
    await this.press('Enter');
    await input.waitFor({state: 'hidden'});
  }

  /** The text of a line that is in sight. */
  async line(number) {
    const shown = await this.page.evaluate(() => {
      const rows = (selector) =>
        [...document.querySelectorAll(`.editor-group-container.active ${selector}`)].map((row) => ({
          top: Math.round(row.getBoundingClientRect().top),
          text: row.textContent.replaceAll('\u00a0', ' '),
        }));
      const texts = new Map(rows('.view-lines .view-line').map(({top, text}) => [top, text]));
      return rows('.margin-view-overlays > div').map(({top, text}) => [text.trim(), texts.get(top) ?? '']);
    });
    return shown.find(([at]) => at === String(number))?.[1];
  }

  type(text) {
    return this.page.keyboard.type(text, {delay: 5});
  }

  /** The rows of the Problems panel, by file: `line code` of each. */
  async problems() {
    const rows = await this.page.locator('.markers-panel .monaco-list-row').evaluateAll((all) =>
      all.map((row) => ({top: row.getBoundingClientRect().top, text: row.textContent, label: row.getAttribute('aria-label')})),
    );
    rows.sort((a, b) => a.top - b.top);
    return rows;
  }

  /** Texts of the notifications that are shown. */
  notifications() {
    return this.page.locator('.notification-list-item-message').allTextContents();
  }

  async said(words, timeout = 20000) {
    return until(`a notification with "${words}"`, async () => (await this.notifications()).find((text) => text.includes(words)), timeout);
  }

  async clearNotifications() {
    await this.command('Notifications: Clear All Notifications');
  }

  status() {
    return this.page.locator('#baton-tools\\.baton\\.baton\\.status');
  }
}

export function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
