import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Parts } from '../src/parts';

const inserted = (offset: number, text: string): { offset: number; removed: number; text: string } => ({
  offset,
  removed: 0,
  text,
});

function shown(text: string): Parts {
  const parts = new Parts();
  parts.show([{ id: 'a', offset: 10, text }]);
  return parts;
}

test('words that are taken one after the other are noticed each', () => {
  const parts = shown('left + right;');
  assert.deepEqual(parts.after(inserted(10, 'left')), { id: 'a', part: 'word' });
  assert.deepEqual(parts.after(inserted(14, ' +')), { id: 'a', part: 'word' });
  assert.equal(parts.after(inserted(16, ' right;')), undefined, 'the rest is told by the command');
});

test('a line of several is noticed as one', () => {
  const parts = shown('a();\n  b();\n  c();');
  assert.deepEqual(parts.after(inserted(10, 'a();')), { id: 'a', part: 'line' });
  assert.deepEqual(parts.after(inserted(14, '\n  b();')), { id: 'a', part: 'line' });
});

test('typing along is not taking', () => {
  const parts = shown('left');
  assert.equal(parts.after(inserted(10, 'l')), undefined);
  assert.deepEqual(parts.after(inserted(11, 'ef')), { id: 'a', part: 'word' });
});

test('what the editor closes by itself is not taken', () => {
  assert.equal(shown('() {').after(inserted(10, '()')), undefined);
});

test('another text, another place and a replacement take nothing, nor does anything after them', () => {
  for (const change of [inserted(10, 'right'), inserted(9, 'left'), { offset: 10, removed: 1, text: 'left' }]) {
    const parts = shown('left + right');
    assert.equal(parts.after(change), undefined);
    assert.equal(parts.after(inserted(10, 'left')), undefined);
  }
});

test('of several completions the one that goes on is taken', () => {
  const parts = new Parts();
  parts.show([
    { id: 'a', offset: 0, text: 'one two' },
    { id: 'b', offset: 0, text: 'two three' },
    { id: '', offset: 0, text: 'two four' },
  ]);
  assert.deepEqual(parts.after(inserted(0, 'two')), { id: 'b', part: 'word' });
});
