import { CASE_READERS } from '#domain/access/roles.ts'
import { isId } from '#domain/shared/ids.ts'
import { refuse } from '#domain/shared/result.ts'
import { PAPERS } from '#features/protection/certificates/certificate-paper.ts'
import { printCertificate } from '#features/protection/certificates/print-certificate.ts'
import { type Action, action, type Page } from '#server/http/page.ts'
import { beginReflection } from './begin-reflection.ts'
import { endReflection } from './end-reflection.ts'
import { extendReflection } from './extend-reflection.ts'
import { issueCertificate, withdrawCertificate } from './issue-certificate.ts'
import { BeginReflection, EndReflection, ExtendReflection, OfCase, RecordChoice, ShareReflection } from './record.ts'
import { recordChoice } from './record-choice.ts'
import { reflectionPage } from './reflection-page.tsx'
import { shareReflection } from './share-reflection.ts'

const certificateFile: Page = {
  path: '/cases/:caseId/reflection/certificate',
  file: true,
  access: CASE_READERS,
  show: async (ctx, { params: { caseId }, query }) => {
    if (!caseId || !isId(caseId)) return refuse('case.not-found')
    return printCertificate(ctx, { caseId, paper: PAPERS.find(each => each === query.paper) ?? 'a6' })
  },
}

export const reflectionPages: Page[] = [reflectionPage, certificateFile]

const KEEPS = ['case-worker'] as const
const HEARS = ['case-worker', 'shelter-manager'] as const
const own = {
  access: KEEPS,
  again: reflectionPage,
  next: (_: unknown, { caseId }: Record<string, string>) => `/cases/${caseId}/reflection`,
}

export const reflectionActions: Action[] = [
  action({ ...own, path: '/cases/:caseId/reflection/begin', input: BeginReflection, run: beginReflection }),
  action({ ...own, path: '/cases/:caseId/reflection/extend', input: ExtendReflection, run: extendReflection }),
  action({ ...own, path: '/cases/:caseId/reflection/end', input: EndReflection, run: endReflection }),
  action({ ...own, path: '/cases/:caseId/reflection/choice', input: RecordChoice, run: recordChoice, access: HEARS }),
  action({ ...own, path: '/cases/:caseId/reflection/share', input: ShareReflection, run: shareReflection }),
  action({ ...own, path: '/cases/:caseId/reflection/issue', input: OfCase, run: issueCertificate }),
  action({
    ...own,
    path: '/cases/:caseId/reflection/withdraw-certificate',
    input: OfCase,
    run: withdrawCertificate,
  }),
]
