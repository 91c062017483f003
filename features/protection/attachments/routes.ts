import type { Action, Page } from '#server/http/page.ts'
import { attachmentFilePage, attachmentsPage } from './list-page.tsx'
import { addAttachmentAction, newAttachmentPage } from './new-page.tsx'
import { removeAttachmentAction, removeAttachmentPage } from './remove-page.tsx'

export const attachmentPages: Page[] = [attachmentsPage, newAttachmentPage, attachmentFilePage, removeAttachmentPage]

export const attachmentActions: Action[] = [addAttachmentAction, removeAttachmentAction]
