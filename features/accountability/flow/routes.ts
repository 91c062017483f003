import type { Page } from '#server/http/page.ts'
import { flowPage } from './flow-page.tsx'

export const flowPages: Page[] = [flowPage]
