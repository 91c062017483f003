import { z } from 'zod'
import { CASE_LEADERS, NOTIFIED_ROLES } from '#domain/access/roles.ts'
import { ok } from '#domain/shared/result.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { id, page } from '#server/http/fields.ts'
import { acknowledge } from './acknowledge.ts'
import { addIdentity } from './add-identity.ts'
import { listNotifications, notificationOf, readNotification } from './queries.ts'
import {
  Acknowledge,
  AddIdentity,
  CaseNotification,
  IdentityOut,
  NotificationOut,
  RecordTelling,
  SendNotification,
} from './record.ts'
import { recordTelling } from './record-telling.ts'
import { sendNotification } from './send-notification.ts'

const CASE = ['case.not-found', 'notification.not-found'] as const
const OfCase = z.object({ caseId: id })

export const ListNotifications = z.strictObject({ ...page, cursor: id.optional() })

const sending = [
  endpoint({
    method: 'get',
    path: '/api/v1/cases/{caseId}/notification',
    summary: 'Where a case stands with the duty to notify, and exactly what goes or went out',
    access: CASE_LEADERS,
    input: z.strictObject({ caseId: id }),
    output: CaseNotification,
    refusals: CASE,
    run: async (ctx, input) => {
      const found = await notificationOf(ctx, input.caseId)
      if (!found.ok) return found
      const { state, rule, duties } = found.value
      return ok({ state, rule, duties })
    },
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/notification/telling',
    summary: 'Record that the person was told what will be sent, and to whom',
    access: CASE_LEADERS,
    input: RecordTelling,
    output: OfCase,
    refusals: [
      ...CASE,
      'notification.not-due',
      'notification.told-later',
      'notification.not-a-receiver',
      'notification.already-sent',
    ],
    run: recordTelling,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/notification/send',
    summary: 'Send the notification, once, without her name',
    access: CASE_LEADERS,
    input: SendNotification,
    output: z.object({ id, number: z.string(), caseId: id }),
    refusals: [...CASE, 'notification.not-due', 'notification.person-not-told', 'notification.already-sent'],
    creates: true,
    run: sendNotification,
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/cases/{caseId}/notification/identity',
    summary: 'Add who she is to a notification that was sent, with her consent to it',
    access: CASE_LEADERS,
    input: AddIdentity,
    output: OfCase,
    refusals: [
      ...CASE,
      'notification.not-sent',
      'notification.consent-missing',
      'notification.identity-unknown',
      'notification.identity-already-sent',
    ],
    run: addIdentity,
  }),
]

const receiving = [
  endpoint({
    method: 'get',
    path: '/api/v1/notifications',
    summary: 'The notifications that the agency received, newest first',
    access: NOTIFIED_ROLES,
    input: ListNotifications,
    output: z.object({ items: z.array(NotificationOut), next: id.nullable() }),
    run: async (ctx, input) => ok(await listNotifications(ctx, input)),
  }),
  endpoint({
    method: 'get',
    path: '/api/v1/notifications/{notificationId}',
    summary: 'One notification, for its sender and its receiver',
    access: [...CASE_LEADERS, ...NOTIFIED_ROLES],
    input: Acknowledge,
    output: NotificationOut.extend({ identity: IdentityOut.nullable() }),
    refusals: ['notification.not-found'],
    run: (ctx, input) => readNotification(ctx, input.notificationId),
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/notifications/{notificationId}/acknowledge',
    summary: 'Say that a notification was received',
    access: NOTIFIED_ROLES,
    input: Acknowledge,
    output: z.object({ id }),
    refusals: ['notification.not-found', 'notification.not-receiver', 'notification.step-not-open'],
    run: acknowledge,
  }),
]

export const notificationApi = [...sending, ...receiving]
