import { z } from 'zod'
import { CASE_LEADERS, CASE_READERS } from '#domain/access/roles.ts'
import { endpoint, uploadEndpoint } from '#server/http/endpoint.ts'
import { id } from '#server/http/fields.ts'
import { kept } from '#server/http/uploads.ts'
import { addAttachment } from './add-attachment.ts'
import { listAttachments, readAttachment } from './queries.ts'
import { AddAttachment, Attachment, NamedAttachment } from './record.ts'
import { removeAttachment } from './remove-attachment.ts'

const OF_FILE = [
  'attachment.missing',
  'attachment.too-large',
  'attachment.type-not-allowed',
  'attachment.empty',
  'attachment.unreadable',
  'attachment.broken-off',
] as const
const LEAD = ['case.not-found', 'case.not-lead', 'case.closed'] as const

export const attachmentApi = [
  endpoint({
    method: 'get',
    path: '/api/v1/cases/{caseId}/attachments',
    summary: 'Documents, photos and recordings of a case, for whoever may read her whole story',
    access: CASE_READERS,
    input: z.strictObject({ caseId: id }),
    output: z.object({ items: z.array(Attachment) }),
    refusals: ['case.not-found'],
    run: (ctx, input) => listAttachments(ctx, input.caseId),
  }),
  uploadEndpoint({
    path: '/api/v1/cases/{caseId}/attachments',
    summary:
      'Add a document, photo or recording; what the camera wrote into a photo is removed unless "original" is true',
    access: CASE_LEADERS,
    input: AddAttachment,
    refusals: [...LEAD, ...OF_FILE],
    upload: ({ original }) => kept(original),
    run: addAttachment,
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/cases/{caseId}/attachments/{attachmentId}',
    summary: 'The file itself',
    access: CASE_READERS,
    input: NamedAttachment,
    output: z.unknown(),
    refusals: ['attachment.not-found'],
    file: true,
    run: readAttachment,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/attachments/{attachmentId}/remove',
    summary: 'Remove an attachment for good',
    access: CASE_LEADERS,
    input: NamedAttachment,
    output: z.object({ id }),
    refusals: ['attachment.not-found', 'case.not-lead', 'case.closed'],
    run: removeAttachment,
  }),
]
