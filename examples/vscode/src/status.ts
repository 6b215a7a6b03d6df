/** What the language server tells with the notification inkstone/status. */
export interface Status {
  state: string;
  message: string;
  url: string;
  uri: string;
  indexing: boolean;
}

/** What the status bar shows. */
export interface StatusView {
  text: string;
  tooltip: string;
  severity: 'normal' | 'warning' | 'error';
}

export type Translate = (message: string, ...values: string[]) => string;

export const STARTING: Status = { state: 'starting', message: '', url: '', uri: '', indexing: false };

/** The server has ended, or could not be started. */
export function stopped(message: string): Status {
  return { ...STARTING, state: 'stopped', message };
}

/** How a state is shown; an unknown one, of a newer server, by its name. */
export function statusView(status: Status, t: Translate): StatusView {
  const [icon, says, severity] = shown(status, t);
  const lines = [says];
  if (status.message !== '') {
    lines.push(status.message);
  }
  if (status.indexing) {
    lines.push(t('The workspace is being read.'));
  }
  if (status.url !== '') {
    lines.push(status.url);
  }
  return { text: `$(${icon}) Inkstone`, tooltip: lines.join('\n'), severity };
}

function shown(status: Status, t: Translate): [string, string, StatusView['severity']] {
  switch (status.state) {
    case 'starting':
      return ['loading~spin', t('Inkstone is starting.'), 'normal'];
    case 'ready':
      return ['sparkle', t('Inkstone is ready.'), 'normal'];
    case 'thinking':
      return ['loading~spin', t('Inkstone is thinking.'), 'normal'];
    case 'offline':
      return ['debug-disconnect', t('The gateway does not answer; it is looked for again by itself.'), 'warning'];
    case 'signed-out':
      return ['account', t('Nobody is signed in. Click to sign in.'), 'warning'];
    case 'quota':
      return ['watch', t('A limit is used up for now.'), 'warning'];
    case 'unsupported':
      return ['error', t('The gateway has no code assistant.'), 'error'];
    case 'failing':
      return ['error', t('The gateway fails.'), 'error'];
    case 'ignored':
      return ['eye-closed', t('This file is ignored, and nothing of it is sent.'), 'normal'];
    case 'disabled':
      return ['circle-slash', t('Completion is off.'), 'normal'];
    case 'stopped':
      return ['error', t('The language server does not run.'), 'error'];
    default:
      return ['question', status.state, 'normal'];
  }
}
