import { basename } from 'node:path'
import type { Problem } from '#knowledge/schema/problems.ts'

export const nameProblems = (file: string, expected: string): Problem[] =>
  file === expected ? [] : [{ at: '', why: `is named ${basename(file)} but its content belongs into ${expected}` }]
