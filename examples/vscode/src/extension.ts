import * as vscode from 'vscode';
import { Account } from './account';
import { SelectionCommands } from './selection';
import { InkstoneServer } from './server';
import { Menu } from './menu';
import { StatusBar } from './statusbar';

let server: InkstoneServer | undefined;

/** Puts the parts together; the language server does the work. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const statusBar = new StatusBar();
  const running = new InkstoneServer(context.secrets, (status) => statusBar.show(status));
  server = running;
  const account = new Account(running, context.secrets);
  const selection = new SelectionCommands(running);
  const menu = new Menu(running, account);
  const command = (name: string, run: () => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(`inkstone.${name}`, run);
  context.subscriptions.push(
    statusBar,
    running,
    selection,
    command('menu', () => menu.open()),
    command('selection.explain', () => selection.run('explain')),
    command('selection.fix', () => selection.run('fix')),
    command('selection.test', () => selection.run('test')),
    command('selection.comment', () => selection.run('comment')),
    command('account.signIn', () => account.signIn()),
    command('account.signOut', () => account.signOut()),
    command('completion.toggle', () => menu.toggle()),
    command('server.restart', () => running.restart()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('inkstone.server')) {
        void running.restart();
      }
    }),
  );
  await running.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
