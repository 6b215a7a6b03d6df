import * as vscode from 'vscode';
import { Answers, assistResult, fitted, type Assist } from './answers';
import type { InkstoneServer } from './server';

const SCHEME = 'inkstone';
const SHOWN_EVERY_MILLIS = 100;

/** The part of a document that is asked about, as it was then. */
interface Selected {
  document: vscode.TextDocument;
  range: vscode.Range;
  code: string;
}

/** Explain, fix, test and comment: the answer appears beside the code while it is written. */
export class SelectionCommands implements vscode.Disposable, vscode.TextDocumentContentProvider {
  private readonly answers = new Answers();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registered = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  constructor(private readonly server: InkstoneServer) {}

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.answers.get(uri.path);
  }

  dispose(): void {
    this.registered.dispose();
    this.changed.dispose();
  }

  async run(what: Assist): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || editor.selection.isEmpty) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Select some code first.'));
      return;
    }
    const range = new vscode.Range(editor.selection.start, editor.selection.end);
    const selected = { document: editor.document, range, code: editor.document.getText(range) };
    try {
      const result = assistResult(await this.stream(what, selected));
      if (result.code !== undefined && what !== 'explain') {
        await this.offer(what, selected, result.code);
      }
    } catch (error) {
      if (!(error instanceof vscode.CancellationError)) {
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      }
    }
  }

  /** Asks, and shows what comes as it comes. */
  private async stream(what: Assist, selected: Selected): Promise<unknown> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: this.answers.begin(title(what)) });
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, 'markdown');
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
    const refresh = (): void => this.changed.fire(uri);
    let waiting: NodeJS.Timeout | undefined;
    return vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: title(what), cancellable: true },
      async (_, cancellation) => {
        try {
          const result = await this.server.ask(
            `inkstone.${what}`,
            { uri: selected.document.uri.toString(), range: this.server.range(selected.range) },
            (text) => {
              this.answers.append(uri.path, text);
              waiting ??= setTimeout(() => {
                waiting = undefined;
                refresh();
              }, SHOWN_EVERY_MILLIS);
            },
            cancellation,
          );
          this.answers.replace(uri.path, assistResult(result).text);
          return result;
        } finally {
          clearTimeout(waiting);
          refresh();
        }
      },
    );
  }

  /** What to do with code that came: nothing happens to the document before the person says so. */
  private async offer(what: Assist, selected: Selected, code: string): Promise<void> {
    if (what === 'test') {
      const open = vscode.l10n.t('Open as a new file');
      if ((await vscode.window.showInformationMessage(vscode.l10n.t('The tests are written.'), open)) === open) {
        const made = await vscode.workspace.openTextDocument({ language: selected.document.languageId, content: code });
        await vscode.window.showTextDocument(made);
      }
      return;
    }
    const compare = vscode.l10n.t('Compare');
    const replace = vscode.l10n.t('Replace the selection');
    const question = vscode.l10n.t('There is new code for the selection.');
    let chosen = await vscode.window.showInformationMessage(question, compare, replace);
    if (chosen === compare) {
      await this.compare(selected, code);
      chosen = await vscode.window.showInformationMessage(question, replace);
    }
    if (chosen === replace) {
      await this.replace(selected, code);
    }
  }

  private async compare(selected: Selected, code: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: this.answers.begin(vscode.l10n.t('Proposal')) });
    const whole = selected.document.getText();
    const start = selected.document.offsetAt(selected.range.start);
    const end = selected.document.offsetAt(selected.range.end);
    this.answers.replace(uri.path, whole.slice(0, start) + this.fit(selected, code) + whole.slice(end));
    const proposal = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(proposal, selected.document.languageId);
    await vscode.commands.executeCommand('vscode.diff', selected.document.uri, uri, vscode.l10n.t('Proposal'));
  }

  private async replace(selected: Selected, code: string): Promise<void> {
    if (selected.document.getText(selected.range) !== selected.code) {
      void vscode.window.showWarningMessage(vscode.l10n.t('The code has changed since; nothing was replaced.'));
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    edit.replace(selected.document.uri, selected.range, this.fit(selected, code));
    await vscode.workspace.applyEdit(edit);
  }

  private fit(selected: Selected, code: string): string {
    const line = selected.document.lineAt(selected.range.start.line);
    return fitted(code, selected.code, line.text.slice(0, line.firstNonWhitespaceCharacterIndex));
  }
}

function title(what: Assist): string {
  switch (what) {
    case 'explain':
      return vscode.l10n.t('Explanation');
    case 'fix':
      return vscode.l10n.t('Fix');
    case 'test':
      return vscode.l10n.t('Tests');
    case 'comment':
      return vscode.l10n.t('Comments');
  }
}
