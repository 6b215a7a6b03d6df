import * as vscode from 'vscode';
import type { Account } from './account';
import type { InkstoneServer } from './server';
import { statusView } from './status';

interface Entry extends vscode.QuickPickItem {
  run?: () => unknown;
}

/** What a click on the status bar opens. */
export class Menu {
  constructor(
    private readonly server: InkstoneServer,
    private readonly account: Account,
  ) {}

  async open(): Promise<void> {
    const title = statusView(this.server.status, (message, ...values) => vscode.l10n.t(message, ...values)).tooltip;
    const chosen = await vscode.window.showQuickPick(this.entries(), { title: title.split('\n')[0] ?? 'Inkstone' });
    await chosen?.run?.();
  }

  /** Turns completion on or off, for everything that is opened. */
  async toggle(): Promise<void> {
    const settings = vscode.workspace.getConfiguration('inkstone');
    await settings.update('enabled', settings.get('enabled') === false, vscode.ConfigurationTarget.Global);
  }

  private entries(): Entry[] {
    const entries: Entry[] = [];
    const editor = vscode.window.activeTextEditor;
    if (this.server.status.state === 'signed-out') {
      entries.push({ label: `$(account) ${vscode.l10n.t('Sign in')}`, run: () => this.account.signIn() });
    }
    if (editor !== undefined && !editor.selection.isEmpty) {
      entries.push(
        { label: vscode.l10n.t('Selection'), kind: vscode.QuickPickItemKind.Separator },
        this.command('$(comment-discussion)', vscode.l10n.t('Explain'), 'selection.explain'),
        this.command('$(wrench)', vscode.l10n.t('Fix'), 'selection.fix'),
        this.command('$(beaker)', vscode.l10n.t('Write tests'), 'selection.test'),
        this.command('$(note)', vscode.l10n.t('Comment'), 'selection.comment'),
      );
    }
    entries.push({ label: vscode.l10n.t('Completion'), kind: vscode.QuickPickItemKind.Separator });
    const enabled = vscode.workspace.getConfiguration('inkstone').get('enabled') !== false;
    entries.push({
      label: enabled
        ? `$(circle-slash) ${vscode.l10n.t('Turn completion off')}`
        : `$(check) ${vscode.l10n.t('Turn completion on')}`,
      run: () => this.toggle(),
    });
    if (editor !== undefined) {
      entries.push(this.language(editor.document.languageId));
    }
    entries.push(
      { label: vscode.l10n.t('System'), kind: vscode.QuickPickItemKind.Separator },
      this.command('$(account)', vscode.l10n.t('Sign in'), 'account.signIn'),
      this.command('$(sign-out)', vscode.l10n.t('Sign out'), 'account.signOut'),
      {
        label: `$(gear) ${vscode.l10n.t('Settings')}`,
        run: () => vscode.commands.executeCommand('workbench.action.openSettings', 'inkstone'),
      },
      { label: `$(output) ${vscode.l10n.t('Log')}`, run: () => this.server.showLog() },
      this.command('$(refresh)', vscode.l10n.t('Restart the language server'), 'server.restart'),
    );
    return entries;
  }

  private command(icon: string, label: string, name: string): Entry {
    return { label: `${icon} ${label}`, run: () => vscode.commands.executeCommand(`inkstone.${name}`) };
  }

  /** Turns completion on or off for one language. */
  private language(id: string): Entry {
    const settings = vscode.workspace.getConfiguration('inkstone');
    const languages = settings.get<Record<string, boolean>>('languages') ?? {};
    const on = languages[id] ?? languages['*'] ?? true;
    return {
      label: on
        ? `$(circle-slash) ${vscode.l10n.t('Turn completion off for {0}', id)}`
        : `$(check) ${vscode.l10n.t('Turn completion on for {0}', id)}`,
      run: () => settings.update('languages', { ...languages, [id]: !on }, vscode.ConfigurationTarget.Global),
    };
  }
}
