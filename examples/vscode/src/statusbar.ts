import * as vscode from 'vscode';
import { STARTING, statusView, type Status } from './status';

/** The item at the right of the status bar: how things stand; a click opens the menu. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('inkstone', vscode.StatusBarAlignment.Right, 100);

  constructor() {
    this.item.name = 'Inkstone';
    this.item.command = 'inkstone.menu';
    this.show(STARTING);
    this.item.show();
  }

  show(status: Status): void {
    const view = statusView(status, (message, ...values) => vscode.l10n.t(message, ...values));
    this.item.text = view.text;
    this.item.tooltip = view.tooltip;
    this.item.accessibilityInformation = { label: view.tooltip };
    this.item.backgroundColor =
      view.severity === 'normal' ? undefined : new vscode.ThemeColor(`statusBarItem.${view.severity}Background`);
  }

  dispose(): void {
    this.item.dispose();
  }
}
