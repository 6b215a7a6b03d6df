import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Answers, assistResult, fitted } from '../src/answers';

test('an answer grows piece by piece and ends as the whole', () => {
  const answers = new Answers();
  const path = answers.begin('Explanation');
  answers.append(path, 'It adds ');
  answers.append(path, 'numbers.');
  assert.equal(answers.get(path), 'It adds numbers.');
  answers.replace(path, 'It adds two numbers.');
  assert.equal(answers.get(path), 'It adds two numbers.');
  assert.match(path, /^\/Explanation \d+\.md$/);
});

test('only the newest answers are kept, and pieces of a forgotten one are dropped', () => {
  const answers = new Answers(2);
  const first = answers.begin('a');
  const second = answers.begin('a');
  const third = answers.begin('a');
  answers.append(first, 'late');
  answers.append(third, 'x');
  assert.deepEqual([first, second, third].map((path) => answers.get(path)), ['', '', 'x']);
});

test('a result without code offers none', () => {
  assert.deepEqual(assistResult({ text: 'so' }), { text: 'so' });
  assert.deepEqual(assistResult({ text: 'so', code: '  ' }), { text: 'so' });
  assert.deepEqual(assistResult({ text: 'so', code: 'a()' }), { text: 'so', code: 'a()' });
  assert.deepEqual(assistResult(null), { text: '' });
  assert.deepEqual(assistResult({ text: 7, code: [] }), { text: '' });
});

test('code takes the indentation of the place it is put at', () => {
  const code = 'if (a) {\n  b();\n\n  c();\n}\n';
  assert.equal(fitted(code, 'if (a) {}', '    '), 'if (a) {\n      b();\n\n      c();\n    }');
  assert.equal(fitted(code, '    if (a) {}\n', '    '), '    if (a) {\n      b();\n\n      c();\n    }\n');
  assert.equal(fitted('\n    x = 1\n    y = 2', 'x', '\t'), 'x = 1\n\ty = 2');
  assert.equal(fitted('', 'x', '  '), '');
});
