import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { LanguageClient, ProgressType, State } from 'vscode-languageclient/node';
import { gatewayUrl, keyName, serverStart } from './settings';
import { STARTING, stopped, type Status } from './status';
import { Taken } from './taken';

/** What the language server answers to inkstone/signIn. */
export interface SignIn {
  state: 'code' | 'key';
  userCode: string;
  verificationUri: string;
  expiresInSeconds: number;
}

/** The language server: started, ended, and asked. One at a time. */
export class InkstoneServer implements vscode.Disposable {
  status: Status = STARTING;
  private client: LanguageClient | undefined;
  private changing: Promise<void> = Promise.resolve();
  private tokens = 0;
  private readonly taken = new Taken((id, part) => {
    const telling = this.client?.sendRequest('workspace/executeCommand', {
      command: 'inkstone.accepted',
      arguments: [id, part],
    });
    telling?.catch((error: unknown) => this.log.warn(`A count was not told: ${String(error)}`));
  });
  private readonly log = vscode.window.createOutputChannel('Inkstone', { log: true });

  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly shows: (status: Status) => void,
  ) {}

  /** The gateway that the settings name. */
  url(): string {
    return gatewayUrl(vscode.workspace.getConfiguration('inkstone').get('server.url'));
  }

  start(): Promise<void> {
    return this.next(() => this.begin());
  }

  stop(): Promise<void> {
    return this.next(() => this.end());
  }

  restart(): Promise<void> {
    return this.next(async () => {
      await this.end();
      await this.begin();
    });
  }

  dispose(): void {
    this.log.dispose();
  }

  showLog(): void {
    this.log.show();
  }

  /** Asks the server to sign in: with a key, or without one by a code that the person confirms. */
  signIn(key?: string): Promise<SignIn> {
    return this.running().sendRequest('inkstone/signIn', key === undefined ? {} : { key });
  }

  /** Runs one of the server's commands; partial takes each piece of text as it comes. */
  async ask(
    command: string,
    argument: object,
    partial: (text: string) => void,
    cancellation: vscode.CancellationToken,
  ): Promise<unknown> {
    const client = this.running();
    this.tokens += 1;
    const token = `inkstone-${this.tokens}`;
    const listening = client.onProgress(new ProgressType<{ text?: string }>(), token, (piece) => {
      partial(piece.text ?? '');
    });
    try {
      return await client.sendRequest(
        'workspace/executeCommand',
        { command, arguments: [{ ...argument, partialResultToken: token }] },
        cancellation,
      );
    } finally {
      listening.dispose();
    }
  }

  /** A position and a range as the server takes them. */
  range(range: vscode.Range): object {
    return this.running().code2ProtocolConverter.asRange(range);
  }

  private running(): LanguageClient {
    if (this.client?.state !== State.Running) {
      throw new Error(vscode.l10n.t('The language server does not run.'));
    }
    return this.client;
  }

  /** What starts and ends it happens one after the other, and a failure is shown rather than thrown. */
  private next(change: () => Promise<void>): Promise<void> {
    this.changing = this.changing.then(change).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      this.log.error(message);
      this.tell(stopped(message));
    });
    return this.changing;
  }

  private async begin(): Promise<void> {
    const settings = vscode.workspace.getConfiguration('inkstone');
    const start = serverStart(settings.get('server.command'), homedir());
    const url = this.url();
    this.tell({ ...STARTING, url });
    const key = await this.secrets.get(keyName(url));
    const env = key === undefined ? process.env : { ...process.env, INKSTONE_API_KEY: key };
    const client = new LanguageClient('inkstone', 'Inkstone', { ...start, options: { env } }, {
      documentSelector: [{ scheme: 'file' }, { scheme: 'untitled' }],
      initializationOptions: { ...settings, url },
      synchronize: { configurationSection: 'inkstone' },
      outputChannel: this.log,
      middleware: this.taken.middleware,
    });
    client.onNotification('inkstone/status', (status: Status) => this.tell(status));
    client.onDidChangeState((change) => {
      if (change.newState === State.Stopped && this.client === client) {
        this.tell(stopped(''));
      }
    });
    this.client = client;
    await client.start();
    // What was told before the editor listened is asked for.
    this.tell(await client.sendRequest<Status>('inkstone/status'));
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client !== undefined) {
      await client.dispose();
    }
  }

  private tell(status: Status): void {
    this.status = status;
    this.shows(status);
  }
}
