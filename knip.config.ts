import type { KnipConfig } from 'knip';

/** With `--production`, tests, benchmarks and scripts do not count: what is left is what the product itself needs. */
const isProduction = process.argv.includes('--production');

const config: KnipConfig = {
  entry: [
    'electron/{main,headless,cli,preload}.ts!',
    // Started by their URLs.
    'electron/engine/store/worker/storeWorker.ts!',
    'electron/engine/workspace/importWorker.ts!',
    'renderer/main.tsx!',
    // The script of the documentation, by scripts/docs/docsPlugin.ts.
    'renderer/docs/docs.ts!',
    'scripts/*.{ts,cjs}',
    // electron-builder.yml names them, and beforePack.ts puts the last one into a program.
    'scripts/packaging/{beforeBuild,beforePack,afterPack}.ts',
    'scripts/packaging/commandMain.cjs',
    // Programs of their own, which tests and benchmarks start.
    'test/**/*{Program,program}.ts',
    'test/bench/processes/*.ts',
    'test/bench/runOne.ts',
    'test/support/outcomeReporter.ts',
    // Stands in for the one of the engine in tests.
    'test/support/bundled/workerUrls.ts',
  ],
  project: ['{electron,shared,renderer}/**/*.{ts,tsx}!', '{scripts,test}/**/*.{ts,tsx,cjs}'],
  // Product code that is exported for its tests has to be used in its own file at least: else only tests use it, and it goes.
  ignoreExportsUsedInFile: isProduction,
  ignoreDependencies: [
    // A style sheet imports it.
    '@fontsource/jetbrains-mono',
    // A test starts its program.
    'postject',
  ],
  ignoreIssues: {
    // Taken from the module that is loaded when an editor is needed first, behind a promise that is handed on.
    'renderer/editor/monaco.ts': ['exports'],
  },
  // Programs of the machine, where it has them.
  exclude: ['binaries'],
};

export default config;
