import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const json = (path: string): Record<string, unknown> => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
const source = readdirSync('src').map((name) => readFileSync(`src/${name}`, 'utf8')).join('\n');
const manifest = readFileSync('package.json', 'utf8');

function same(left: Iterable<string>, right: Iterable<string>): void {
  assert.deepEqual([...new Set(left)].sort(), [...new Set(right)].sort());
}

test('every text of the manifest is there in English and Chinese, and none besides', () => {
  const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map((found) => found[1] ?? '');
  assert.ok(used.length > 15);
  same(used, Object.keys(json('package.nls.json')));
  same(used, Object.keys(json('package.nls.zh-cn.json')));
});

test('every text of the code is there in Chinese, and none besides', () => {
  const used = [...source.matchAll(/\bt\(\s*'((?:[^'\\]|\\.)*)'/g)].map((found) => (found[1] ?? '').replace(/\\'/g, "'"));
  const chinese = json('l10n/bundle.l10n.zh-cn.json') as Record<string, string>;
  assert.ok(used.length > 30);
  same(used, Object.keys(chinese));
  for (const [english, translated] of Object.entries(chinese)) {
    assert.match(translated, /\p{Script=Han}/u, english);
    same(english.match(/\{\d\}/g) ?? [], translated.match(/\{\d\}/g) ?? []);
  }
});

test('every command that is declared is registered, and the other way round', () => {
  const commands = (json('package.json')['contributes'] as { commands: { command: string }[] }).commands;
  same(
    commands.map((entry) => entry.command),
    [...source.matchAll(/\bcommand\('([a-zA-Z.]+)', \(\)/g)].map((found) => `inkstone.${found[1]}`),
  );
});

test('a workspace cannot name the program that is started or where the key is sent', () => {
  const contributes = json('package.json')['contributes'] as {
    configuration: { properties: Record<string, { scope?: string }> };
  };
  for (const [name, setting] of Object.entries(contributes.configuration.properties)) {
    if (name.startsWith('inkstone.server.')) {
      assert.equal(setting.scope, 'machine', name);
    }
  }
});

test('the lock file pins every package and names no registry', () => {
  const packages = json('package-lock.json')['packages'] as Record<string, { resolved?: string; integrity?: string; link?: boolean }>;
  assert.ok(Object.keys(packages).length > 50);
  for (const [name, entry] of Object.entries(packages)) {
    assert.equal(entry.resolved, undefined, name);
    if (name !== '') {
      assert.match(entry.integrity ?? '', /^sha512-/, name);
    }
  }
  for (const version of Object.values(json('package.json')['devDependencies'] as Record<string, string>)) {
    assert.match(version, /^\d+\.\d+\.\d+$/);
  }
});
