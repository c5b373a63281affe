// Bundles the extension into dist/: what must be there at once, the client that is loaded when a file of ours is opened, and
// the script of the graph's page. Copies what has its home elsewhere in the repository, so that it is written once.
//   node build.mjs REPOSITORY
import {copyFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {build} from 'esbuild';
import {Resvg} from '@resvg/resvg-js';

const repository = process.argv[2];
const shared = {bundle: true, minify: true, legalComments: 'none', logLevel: 'warning', outdir: 'dist'};

await build({
  ...shared,
  entryPoints: ['src/extension.ts', 'src/client.ts'],
  platform: 'node',
  format: 'cjs',
  target: 'node18',
  external: ['vscode', './client.js'],
  mainFields: ['module', 'main'],
});
await build({...shared, entryPoints: ['src/graph_page.ts'], platform: 'browser', format: 'iife', target: 'es2022'});

mkdirSync('schemas', {recursive: true});
copyFileSync(join(repository, 'schemas/configuration.schema.json'), 'schemas/configuration.schema.json');
copyFileSync(join(repository, 'LICENSE'), 'LICENSE.txt');
const icon = new Resvg(readFileSync('media/icon.svg', 'utf8'), {fitTo: {mode: 'width', value: 256}});
writeFileSync('media/icon.png', icon.render().asPng());
