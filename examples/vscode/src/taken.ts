import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import { Parts, type Given } from './parts';

/** Tells the language server which completions were taken in part. */
export class Taken {
  private readonly parts = new Parts();
  private shownIn = '';

  constructor(private readonly tell: (id: string, part: string) => void) {}

  /** Sees the completions on their way to the editor. */
  readonly middleware: Middleware = {
    provideInlineCompletionItems: async (document, position, context, token, next) => {
      const answer = await next(document, position, context, token);
      const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
      this.shownIn = document.uri.toString();
      this.parts.show(items.map((item) => given(item, document.offsetAt(item.range?.start ?? position))));
      return answer;
    },
    // The server is to know the change before it is told what it was.
    didChange: async (event, next) => {
      await next(event);
      this.changed(event);
    },
  };

  private changed(event: vscode.TextDocumentChangeEvent): void {
    const change = event.contentChanges[0];
    if (change === undefined || event.document.uri.toString() !== this.shownIn) {
      return;
    }
    if (event.contentChanges.length > 1 || event.reason !== undefined) {
      this.parts.show([]);
      return;
    }
    const taken = this.parts.after({ offset: change.rangeOffset, removed: change.rangeLength, text: change.text });
    if (taken !== undefined) {
      this.tell(taken.id, taken.part);
    }
  }
}

function given(item: vscode.InlineCompletionItem, offset: number): Given {
  const id: unknown = item.command?.arguments?.[0];
  return {
    id: typeof id === 'string' ? id : '',
    offset,
    text: typeof item.insertText === 'string' ? item.insertText : item.insertText.value,
  };
}
