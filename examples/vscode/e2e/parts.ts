import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A part that the test needs cannot be had here. */
export class Missing extends Error {}

/** There is no use in asking again. */
class Ended extends Error {}

/** Where Chromium is. */
export function chromium(): string {
  const places = [process.env['INKSTONE_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = places.find((place) => place !== undefined && place !== '' && existsSync(place));
  if (found === undefined) {
    throw new Missing('there is no Chromium (on Debian: apt-get install chromium)');
  }
  return found;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Asks until the answer is one; throws with the question after the time. */
export async function eventually<T>(
  question: string,
  seconds: number,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask().catch((error: unknown) => {
      if (error instanceof Ended) {
        throw error;
      }
      return undefined;
    });
    if (answer !== undefined) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`${question}: not within ${seconds} s`);
    }
    await sleep(250);
  }
}

/** A program that runs beside the test and is ended with it. */
export class Program {
  output = '';
  private readonly process: ChildProcess;

  constructor(
    private readonly name: string,
    command: string,
    args: string[],
    env: NodeJS.ProcessEnv = {},
  ) {
    this.process = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on('data', (data: Buffer) => {
        this.output = (this.output + data.toString('utf8')).slice(-100_000);
      });
    }
    this.process.on('error', (error) => {
      this.output += error.message;
    });
  }

  /** Waits until it has written something. */
  async says(pattern: RegExp, seconds: number): Promise<RegExpExecArray> {
    try {
      return await eventually(`${this.name} says ${pattern}`, seconds, async () => {
        const found = pattern.exec(this.output);
        if (found === null && this.process.exitCode !== null) {
          throw new Ended(`${this.name} has ended`);
        }
        return found ?? undefined;
      });
    } catch (error) {
      throw new Error(`${String(error)}\n${this.output.slice(-3000)}`);
    }
  }

  /** Ends it and what it started; waits for it. */
  async end(): Promise<void> {
    if (this.process.exitCode === null && this.process.pid !== undefined) {
      const ended = new Promise((resolve) => this.process.once('exit', resolve));
      process.kill(-this.process.pid, 'SIGTERM');
      const timer = setTimeout(() => {
        if (this.process.pid !== undefined) {
          process.kill(-this.process.pid, 'SIGKILL');
        }
      }, 20_000);
      await ended;
      clearTimeout(timer);
    }
  }
}
