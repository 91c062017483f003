import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest on a quiet machine, longest first: one of them begun late would run on alone, with a core idle beside it. */
const LONGEST = [
  'tests/checks/histories.test.ts',
  'tests/checks/bad-forms.test.ts',
  'tests/checks/accessible.test.ts',
  'tests/checks/policies-needed.test.ts',
  'tests/journeys/command-line.test.ts',
  'tests/journeys/consent.test.ts',
  'tests/journeys/demo.test.ts',
  'tests/journeys/emergency.test.ts',
  'server/keys/rotate.test.ts',
  'server/db/embedded/survive.test.ts',
  'tests/checks/bad-input.test.ts',
  'tests/journeys/keys.test.ts',
  'tests/journeys/kill.test.ts',
  'server/audit/seal-events.test.ts',
  'tests/journeys/pages.test.ts',
]

const place = ({ moduleId }: TestSpecification): number => {
  const at = LONGEST.findIndex(path => moduleId.endsWith(`/${path}`))
  return at < 0 ? LONGEST.length : at
}

/** A fresh clone has no record of how long each file took the last time, and vitest would begin with the largest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}
