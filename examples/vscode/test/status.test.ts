import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STARTING, statusView, stopped } from '../src/status';

const english = (message: string): string => message;

test('each state that the server knows has an icon of its own kind', () => {
  const icons = new Map<string, string>();
  for (const state of ['ready', 'thinking', 'offline', 'signed-out', 'quota', 'failing', 'ignored', 'disabled']) {
    const view = statusView({ ...STARTING, state }, english);
    assert.match(view.text, /^\$\([a-z~-]+\) Inkstone$/);
    assert.notEqual(view.tooltip, state);
    icons.set(view.text, state);
  }
  assert.equal(icons.size, 8);
});

test('what needs the person is coloured, what is usual is not', () => {
  const severity = (state: string): string => statusView({ ...STARTING, state }, english).severity;
  assert.deepEqual(
    ['ready', 'thinking', 'ignored', 'disabled', 'offline', 'signed-out', 'quota', 'failing', 'unsupported'].map(severity),
    ['normal', 'normal', 'normal', 'normal', 'warning', 'warning', 'warning', 'error', 'error'],
  );
  assert.equal(statusView(stopped('no such program'), english).severity, 'error');
});

test('the tooltip holds the message, the address and that the workspace is being read', () => {
  const view = statusView(
    { state: 'offline', message: 'it sleeps', url: 'http://127.0.0.1:1', uri: '', indexing: true },
    english,
  );
  assert.match(view.tooltip, /it sleeps\n.*being read.*\nhttp:\/\/127\.0\.0\.1:1$/);
});

test('a state of a newer server is shown by its name', () => {
  assert.equal(statusView({ ...STARTING, state: 'dreaming' }, english).tooltip, 'dreaming');
});
