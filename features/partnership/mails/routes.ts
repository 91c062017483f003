import type { Page } from '#server/http/page.ts'
import { mailsPage } from './mails-page.tsx'

export const mailPages: Page[] = [mailsPage]
