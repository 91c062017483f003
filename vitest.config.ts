import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first.ts'

const TESTS = '**/*.test.{ts,tsx}'

/** Files that share a process load the program once for all of them. What starts and stops programs or counts what is open keeps one of its own. */
const SHARING = ['domain', 'knowledge', 'protocol', 'web', 'device', 'features']

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    globalSetup: ['tests/support/global-setup.ts'],
    projects: [
      { extends: true, test: { name: 'sharing', include: [`{${SHARING.join()}}/${TESTS}`], isolate: false } },
      { extends: true, test: { name: 'alone', include: [`{server,start,tests,bench}/${TESTS}`] } },
    ],
  },
})
