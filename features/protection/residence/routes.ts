import { type Action, action, type Page } from '#server/http/page.ts'
import { letterFile } from './letter.ts'
import { Answer, Petition } from './record.ts'
import { recordAnswer } from './record-answer.ts'
import { recordPetition } from './record-petition.ts'
import { residencePage } from './residence-page.tsx'

export const residencePages: Page[] = [residencePage, letterFile]

const own = {
  access: ['case-worker'] as const,
  again: residencePage,
  next: (_: unknown, { caseId }: Record<string, string>) => `/cases/${caseId}/residence`,
}

export const residenceActions: Action[] = [
  action({ ...own, path: '/cases/:caseId/residence/petition', input: Petition, run: recordPetition }),
  action({ ...own, path: '/cases/:caseId/residence/answer', input: Answer, run: recordAnswer }),
]
