import { configDefaults, defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first.ts'

const TESTS = '{domain,knowledge,protocol,web,device,server,features,start,tests,bench}/**/*.test.{ts,tsx}'

/** What starts and stops programs, counts what is open, or runs for minutes has a process of its own; the others load the program once for all of them. */
const ALONE = [
  'server/db/embedded/**/*.test.ts',
  '{start,bench}/**/*.test.ts',
  'tests/journeys/{audit-verify,command-line,demo,field,field-accessible,field-island,field-news,keys,kill,live-queue,self-check,tips,vault}.test.ts',
  'tests/checks/{accessible,histories,logs,public-site-browser}.test.ts',
]

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    globalSetup: ['tests/support/global-setup.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'together', include: [TESTS], exclude: [...configDefaults.exclude, ...ALONE], isolate: false },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
})
