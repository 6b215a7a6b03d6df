// Bundles the extension; with the argument "test" or "e2e" those programs instead.
import { build } from 'esbuild';
import { copyFileSync, readdirSync, rmSync } from 'node:fs';

const what = process.argv[2] ?? 'extension';
const common = { bundle: true, platform: 'node', target: 'node20', sourcemap: false, logLevel: 'warning' };

if (what === 'extension') {
  copyFileSync('../../LICENSE', 'LICENSE');
  await build({
    ...common,
    entryPoints: ['src/extension.ts'],
    outfile: 'out/extension.js',
    format: 'cjs',
    external: ['vscode'],
    minify: true,
  });
} else if (what === 'test' || what === 'e2e') {
  rmSync(`out/${what}`, { recursive: true, force: true });
  await build({
    ...common,
    entryPoints: readdirSync(what).filter((name) => name.endsWith('.ts')).map((name) => `${what}/${name}`),
    outdir: `out/${what}`,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    packages: 'external',
  });
} else {
  console.error(`build.mjs: '${what}' is not known; expected nothing, test or e2e`);
  process.exit(2);
}
