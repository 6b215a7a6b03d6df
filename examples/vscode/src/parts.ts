/** A completion that the editor was given: its id, where it would be inserted, and its text. */
export interface Given {
  id: string;
  offset: number;
  text: string;
}

/** A change of a document: text inserted at an offset, in place of so many characters. */
export interface Change {
  offset: number;
  removed: number;
  text: string;
}

export type Part = 'word' | 'line';

/** An editor closes these by itself while a person types: that is no part of a completion that was taken. */
const CLOSED_BY_EDITOR = new Set(['()', '[]', '{}', '""', "''", '``', '<>']);

/**
 * Notices that a completion was taken word by word or line by line, which VS Code tells no extension: more than one character,
 * inserted at once where a completion stands, as it goes on. The whole is told by the completion's own command.
 */
export class Parts {
  private given: Given[] = [];

  /** The editor was given these. */
  show(given: Given[]): void {
    this.given = given.filter((one) => one.id !== '' && one.text !== '');
  }

  /** What a change took of them; what is left of them stands behind it from now on. */
  after(change: Change): { id: string; part: Part } | undefined {
    const going = this.given.filter(
      (one) => change.removed === 0 && one.offset === change.offset && one.text.startsWith(change.text),
    );
    const taken = going[0];
    this.given = going
      .map((one) => ({ ...one, offset: one.offset + change.text.length, text: one.text.slice(change.text.length) }))
      .filter((one) => one.text !== '');
    const whole = taken !== undefined && taken.text.length === change.text.length;
    if (taken === undefined || whole || change.text.length < 2 || CLOSED_BY_EDITOR.has(change.text)) {
      return undefined;
    }
    const endsLine = change.text.includes('\n') || /^\r?\n/.test(taken.text.slice(change.text.length));
    return { id: taken.id, part: endsLine ? 'line' : 'word' };
  }
}
