// A person writes code in a real editor: signs in, sees what the real model suggests, takes it, and it is counted.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execFileSync } from 'node:child_process';
import { Editor } from './editor';
import { chromium, eventually, freePort, Missing, Program } from './parts';

const CODE = `class Calculator {
    int add(int left, int right) {
        return left + right;
    }

    int subtract(int left, int right) {

    }
}
`;
const LINE = 7;
const TYPED = '        return ';
const PICTURES = resolve('out/e2e-pictures');

interface Figures {
  total: Record<string, number | null>;
  by_language: Record<string, number | string | null>[];
}

async function main(): Promise<void> {
  const [inkstone, codeServer] = process.argv.slice(2);
  if (inkstone === undefined || codeServer === undefined) {
    throw new Error('expected the path of the launcher and the folder of code-server');
  }
  chromium();
  mkdirSync(PICTURES, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'inkstone-e2e-'));
  const data = join(folder, 'data');
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  writeFileSync(join(workspace, 'Calculator.java'), CODE);
  const port = await freePort();
  const gateway = new Program('the gateway', inkstone, ['up', '--port', String(port), '--data', data]);
  let editor: Editor | undefined;
  try {
    const url = (await gateway.says(/Inkstone serves at (http:\S+)/, 600))[1] ?? '';
    const key = execFileSync(inkstone, ['key', 'create', '--tenant', 'e2e', '--data', data], { encoding: 'utf8' })
      .split('\n')
      .find((line) => line.startsWith('ink_'));
    if (key === undefined) {
      throw new Error('key create printed no key');
    }
    editor = await Editor.open(codeServer, resolve('out/inkstone.vsix'), folder, workspace, {
      'inkstone.server.command': [inkstone, 'lsp', '--data', join(folder, 'nobody')],
      'inkstone.server.url': url,
    });
    await write(editor, workspace, key.trim(), url);
  } catch (error) {
    await editor?.screenshot(join(PICTURES, 'failed.png'));
    throw error;
  } finally {
    await editor?.close();
    await gateway.end();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  }
}

/** What the person does, and what has to come of it. */
async function write(editor: Editor, workspace: string, key: string, url: string): Promise<void> {
  await editor.openFile('Calculator.java');
  await editor.waitForStatus(/Nobody is signed in/, 120);
  await editor.signIn(key);
  await editor.waitForStatus(/Inkstone is ready/, 60);

  await editor.goTo(LINE, 1);
  const started = Date.now();
  await editor.page.keyboard.type(TYPED, { delay: 30 });
  const shown = await editor.ghostText(60);
  console.log(`Shown after ${Date.now() - started} ms from the first key: ${JSON.stringify(shown)}`);
  await editor.screenshot(join(PICTURES, 'ghost-text.png'));
  await editor.page.keyboard.press('Tab');
  await editor.page.keyboard.press('Control+S');
  const line = await eventually('the file holds what was shown', 20, async () => {
    const saved = readFileSync(join(workspace, 'Calculator.java'), 'utf8').split('\n')[LINE - 1] ?? '';
    return saved.startsWith(TYPED.trimEnd()) && saved.includes(shown.trim()) ? saved : undefined;
  });
  console.log(`Taken: ${JSON.stringify(line)}`);

  const figures = await eventually('what was taken is counted', 60, async () => {
    const answer = await fetch(`${url}/v1/usage/code`, { headers: { authorization: `Bearer ${key}` } });
    const read = (await answer.json()) as Figures;
    return (read.total['accepted'] ?? 0) >= 1 && (read.total['shown'] ?? 0) >= 1 ? read : undefined;
  });
  console.log(`Counted: ${JSON.stringify(figures.by_language)}`);
}

main().then(
  () => console.log('1 passed, 0 failed'),
  (error: unknown) => {
    if (error instanceof Missing) {
      console.log(`Ghost text in a real editor is not tested: ${error.message}.`);
      return;
    }
    console.error(error);
    console.log('0 passed, 1 failed');
    process.exitCode = 1;
  },
);
