import type { Page } from '#server/http/page.ts'
import { auditHeadPage } from './head-page.tsx'

export const auditHeadPages: Page[] = [auditHeadPage]
