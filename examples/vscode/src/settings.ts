/** How the language server is started. */
export interface ServerStart {
  command: string;
  args: string[];
}

/**
 * The program and its arguments.
 *
 * @param value the setting inkstone.server.command
 * @param home what a leading ~ stands for
 * @throws Error when it is none, with words for the person
 */
export function serverStart(value: unknown, home: string): ServerStart {
  const words = Array.isArray(value) ? value : [];
  const [command, ...args] = words.filter((word): word is string => typeof word === 'string');
  if (command === undefined || command === '' || args.length + 1 !== words.length) {
    throw new Error(
      `inkstone.server.command is ${JSON.stringify(value)}; expected a program and its arguments, as ["inkstone", "lsp"]`,
    );
  }
  return { command: command.startsWith('~/') ? home + command.slice(1) : command, args };
}

/**
 * The gateway's address without a slash at its end; under it the key is kept, so that no gateway is sent another's.
 *
 * @throws Error when it is none, with words for the person
 */
export function gatewayUrl(value: unknown): string {
  const text = typeof value === 'string' ? value.trim().replace(/\/+$/, '') : '';
  if (!/^https?:\/\/[^\s/?#]+(\/[^\s?#]*)?$/.test(text)) {
    throw new Error(
      `inkstone.server.url is '${String(value)}'; expected an address as http://127.0.0.1:8080 or https://inkstone.example.org`,
    );
  }
  return text;
}

/** Where the secret storage keeps the key of a gateway. */
export function keyName(url: string): string {
  return `inkstone.key ${url}`;
}

/** What is wrong with a key, or nothing. */
export function wrongKey(text: string): 'empty' | 'spaces' | undefined {
  const key = text.trim();
  if (key === '') {
    return 'empty';
  }
  return /\s/.test(key) ? 'spaces' : undefined;
}

/** An address that may be opened in a browser. */
export function opensInBrowser(address: string): boolean {
  return /^https?:\/\//i.test(address);
}
