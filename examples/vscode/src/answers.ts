/** What the four commands on a selection are. */
export type Assist = 'explain' | 'fix' | 'test' | 'comment';

/** The result of such a command: the text, and the code in it where there is some. */
export interface AssistResult {
  text: string;
  code?: string;
}

/** Reads what the language server answers. */
export function assistResult(value: unknown): AssistResult {
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const text = typeof fields['text'] === 'string' ? fields['text'] : '';
  return typeof fields['code'] === 'string' && fields['code'].trim() !== ''
    ? { text, code: fields['code'] }
    : { text };
}

/** Texts that are shown while they still come: the newest ones, each under its address. */
export class Answers {
  private readonly texts = new Map<string, string>();
  private count = 0;

  constructor(private readonly most = 20) {}

  /** An address for a new answer; the oldest one is forgotten when there are too many. */
  begin(title: string): string {
    this.count += 1;
    const path = `/${title} ${this.count}.md`;
    this.texts.set(path, '');
    const oldest = this.texts.keys().next();
    if (this.texts.size > this.most && !oldest.done) {
      this.texts.delete(oldest.value);
    }
    return path;
  }

  append(path: string, text: string): void {
    const before = this.texts.get(path);
    if (before !== undefined) {
      this.texts.set(path, before + text);
    }
  }

  replace(path: string, text: string): void {
    if (this.texts.has(path)) {
      this.texts.set(path, text);
    }
  }

  get(path: string): string {
    return this.texts.get(path) ?? '';
  }
}

/** Code at the place of other code: with its indentation, and ending as that did. */
export function fitted(code: string, replaced: string, indentation: string): string {
  const lines = code.replace(/\r\n/g, '\n').replace(/^\n+|\s+$/g, '').split('\n');
  const filled = lines.filter((line) => line.trim() !== '');
  const least = Math.min(...filled.map((line) => (/^[ \t]*/.exec(line) ?? [''])[0].length));
  const margin = Number.isFinite(least) ? least : 0;
  const first = /^[ \t]*/.exec(replaced)?.[0] ?? '';
  const text = lines
    .map((line, at) => {
      const bare = line.slice(Math.min(margin, line.length));
      return bare === '' ? '' : (at === 0 ? first : indentation) + bare;
    })
    .join('\n');
  return /\n$/.test(replaced) ? text + '\n' : text;
}
