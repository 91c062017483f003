import type { KnipConfig } from 'knip'

const config: KnipConfig = {
  // Started by name, forked, or bundled for the browser, and imported by nothing. Tests are found through vitest.config.ts.
  entry: [
    'bin/aman.js',
    'start/aman.ts',
    'bench/*.ts',
    'docs/pictures/take.ts',
    'web/islands/*.ts',
    'start/field-worker.ts',
  ],
  project: ['{bin,bench,device,docs,domain,features,knowledge,protocol,server,start,tests,web}/**/*.{js,ts,tsx}'],
  // A schema and its type share a name, and a table stands beside the functions that read it: used at home is used.
  ignoreExportsUsedInFile: true,
  // A source is a line by its form and another thing by its meaning.
  exclude: ['duplicates'],
  // Of the machine: the test of a full disk mounts a small one.
  ignoreBinaries: ['mount', 'umount'],
}

export default config
