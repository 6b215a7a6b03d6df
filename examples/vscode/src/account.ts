import * as vscode from 'vscode';
import { keyName, opensInBrowser, wrongKey } from './settings';
import type { InkstoneServer } from './server';

/** Signs in and out. A key is kept in the editor's secret storage, for the gateway that it is of. */
export class Account {
  constructor(
    private readonly server: InkstoneServer,
    private readonly secrets: vscode.SecretStorage,
  ) {}

  async signIn(): Promise<void> {
    const withKey = vscode.l10n.t('Enter an API key');
    const withCode = vscode.l10n.t('Sign in with the browser');
    const way = await vscode.window.showQuickPick([withKey, withCode], {
      title: vscode.l10n.t('Sign in to {0}', this.server.url()),
    });
    if (way === withKey) {
      await this.withKey();
    } else if (way === withCode) {
      await this.withCode();
    }
  }

  async signOut(): Promise<void> {
    await this.secrets.delete(keyName(this.server.url()));
    await this.server.restart();
  }

  private async withKey(): Promise<void> {
    const url = this.server.url();
    const key = await vscode.window.showInputBox({
      title: vscode.l10n.t('API key for {0}', url),
      prompt: vscode.l10n.t('It begins with ink_ and is kept in the editor\'s secret storage.'),
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) => {
        const wrong = wrongKey(text);
        if (wrong === 'empty') {
          return vscode.l10n.t('The key is missing.');
        }
        return wrong === 'spaces' ? vscode.l10n.t('A key holds no spaces.') : undefined;
      },
    });
    if (key !== undefined) {
      await this.secrets.store(keyName(url), key.trim());
      await this.server.signIn(key.trim());
    }
  }

  private async withCode(): Promise<void> {
    try {
      const begun = await this.server.signIn();
      const open = vscode.l10n.t('Copy the code and open the page');
      const chosen = await vscode.window.showInformationMessage(
        vscode.l10n.t('Enter the code {0} at {1}', begun.userCode, begun.verificationUri),
        open,
      );
      if (chosen === open && opensInBrowser(begun.verificationUri)) {
        await vscode.env.clipboard.writeText(begun.userCode);
        await vscode.env.openExternal(vscode.Uri.parse(begun.verificationUri, true));
      }
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  }
}
