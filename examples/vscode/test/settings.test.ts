import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatewayUrl, keyName, opensInBrowser, serverStart, wrongKey } from '../src/settings';

test('a command is a program and its arguments, with the home folder filled in', () => {
  assert.deepEqual(serverStart(['inkstone', 'lsp'], '/home/mia'), { command: 'inkstone', args: ['lsp'] });
  assert.deepEqual(serverStart(['~/inkstone/inkstone', 'lsp', '--data', '~/x'], '/home/mia'), {
    command: '/home/mia/inkstone/inkstone',
    args: ['lsp', '--data', '~/x'],
  });
});

test('a command that is none is named, with what was expected', () => {
  for (const wrong of [undefined, 'inkstone lsp', [], [''], ['inkstone', 7]]) {
    assert.throws(() => serverStart(wrong, '/'), /inkstone\.server\.command is .*; expected a program/);
  }
});

test('an address is one of HTTP, and two spellings of it share a key', () => {
  assert.equal(gatewayUrl(' https://ai.example.org/base/ '), 'https://ai.example.org/base');
  assert.equal(keyName(gatewayUrl('http://127.0.0.1:8080/')), keyName(gatewayUrl('http://127.0.0.1:8080')));
  for (const wrong of [undefined, '', 'localhost:8080', 'file:///etc/passwd', 'http://', 'http://a b', 'http://a?x']) {
    assert.throws(() => gatewayUrl(wrong), /inkstone\.server\.url is '.*'; expected an address/);
  }
});

test('the key of one gateway is not kept for another', () => {
  assert.notEqual(keyName('http://127.0.0.1:8080'), keyName('http://127.0.0.1:8081'));
});

test('a key is neither missing nor has it spaces', () => {
  assert.equal(wrongKey('  '), 'empty');
  assert.equal(wrongKey('ink_a b'), 'spaces');
  assert.equal(wrongKey(' ink_abc '), undefined);
});

test('only web pages are opened in a browser', () => {
  assert.equal(opensInBrowser('https://id.example.org/device'), true);
  assert.equal(opensInBrowser('vscode://x'), false);
  assert.equal(opensInBrowser('javascript:alert(1)'), false);
});
