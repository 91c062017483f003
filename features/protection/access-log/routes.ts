import type { Page } from '#server/http/page.ts'
import { accessLogPage, accessLogPaper } from './log-page.tsx'

export const accessLogPages: Page[] = [accessLogPage, accessLogPaper]
