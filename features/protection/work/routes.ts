import type { Page } from '#server/http/page.ts'
import { workPage } from './work-page.tsx'

export const workPages: Page[] = [workPage]
