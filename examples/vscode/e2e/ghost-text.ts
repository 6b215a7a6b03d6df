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

    int multiply(int left, int right) {

    }
}
`;
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

  const whole = await suggested(editor, 7);
  await editor.screenshot(join(PICTURES, 'ghost-text.png'));
  await editor.page.keyboard.press('Tab');
  console.log(`Taken: ${JSON.stringify(await saved(editor, workspace, 7, whole.trim()))}`);

  const words = await suggested(editor, 11);
  await editor.page.keyboard.press('Control+ArrowRight');
  const first = /^\w+/.exec(words)?.[0] ?? '';
  console.log(`Taken of it: ${JSON.stringify(await saved(editor, workspace, 11, first))}`);

  let figures: Figures | undefined;
  await eventually('what was taken is counted', 60, async () => {
    const answer = await fetch(`${url}/v1/usage/code`, { headers: { authorization: `Bearer ${key}` } });
    figures = (await answer.json()) as Figures;
    return counted(figures, whole, first) ? true : undefined;
  }).finally(() => console.log(`Counted: ${JSON.stringify(figures?.by_language)}`));

  await editor.goTo(2, 1);
  await editor.page.keyboard.press('Shift+ArrowDown');
  await editor.page.keyboard.press('Shift+ArrowDown');
  await editor.command('Inkstone: Explain the selection');
  const explained = await editor.text('Explanation', 120);
  await editor.screenshot(join(PICTURES, 'explanation.png'));
  console.log(`Explained: ${JSON.stringify(explained.slice(0, 120))}`);
}

/** Begins a line, and gives what is suggested for the rest of it. */
async function suggested(editor: Editor, line: number): Promise<string> {
  await editor.goTo(line, 1);
  const started = Date.now();
  await editor.page.keyboard.type(TYPED, { delay: 30 });
  const shown = await editor.ghostText(60);
  console.log(`Shown ${Date.now() - started} ms after the first of ${TYPED.length} keys: ${JSON.stringify(shown)}`);
  return shown;
}

/** The line in the saved file, once it ends with what was taken. */
async function saved(editor: Editor, workspace: string, line: number, taken: string): Promise<string> {
  return eventually(`the file's line ends with ${JSON.stringify(taken)}`, 30, async () => {
    await editor.page.keyboard.press('Control+S');
    const text = readFileSync(join(workspace, 'Calculator.java'), 'utf8').split('\n')[line - 1] ?? '';
    return text.startsWith(TYPED.trimEnd()) && text.trimEnd().endsWith(taken) ? text : undefined;
  });
}

/** Two completions were shown and taken, one of them in part, in Java; and what was typed is not mixed up with them. */
function counted(figures: Figures, whole: string, part: string): boolean {
  const java = figures.by_language.find((row) => row['language'] === 'java');
  const number = (name: string): number => Number(java?.[name] ?? 0);
  return (
    number('shown') >= 2 &&
    number('accepted') === 2 &&
    number('characters_assistant') === whole.length + part.length &&
    number('characters_typed') >= 2
  );
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
