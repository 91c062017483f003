import { depthReaches } from '#domain/consent/consent.ts'
import { dayIn } from '#domain/shared/dates.ts'
import type { Result } from '#domain/shared/result.ts'
import { acknowledge } from '#features/protection/notification/acknowledge.ts'
import { addIdentity } from '#features/protection/notification/add-identity.ts'
import { RecordTelling } from '#features/protection/notification/record.ts'
import { recordTelling } from '#features/protection/notification/record-telling.ts'
import { sendNotification } from '#features/protection/notification/send-notification.ts'
import type { Actor } from '#server/db/transact.ts'
import { run } from '#tests/support/thread.ts'
import type { Area } from './area.ts'
import { accept, answer, answerAbout, type Choose, groundFor, leadOf, type Played, refer, takeBack } from './moves.ts'
import { leadsCase, type Story, stands } from './oracle.ts'

const toPolice = ({ cast, story }: Played) => ({ caseId: story.caseId, toAgencyId: cast.police.agencyId })

const tellHer: Choose = played => {
  const { cast, story, at } = played
  const { owner, house } = cast.test
  const told = { ...toPolice(played), toldOn: dayIn(house.country.timeZone, at), language: 'uz', how: 'spoken' }
  return {
    tells: 'she is told what the police will learn',
    may: story.notice?.sentBy === undefined || story.notice.sentBy === null,
    run: async () => {
      const result = await run(cast.test, leadOf(played), recordTelling, RecordTelling.parse(told))
      if (!result.ok) return result
      const { rows } = await owner.query('select id from aman.notification_duty where case_id = $1', [story.caseId])
      return { ok: true, value: rows[0]?.id }
    },
    follows: value => {
      story.notice ??= { id: String(value), sentBy: null, acknowledged: false, named: null }
    },
  }
}

const sendNotice: Choose = played => {
  const { cast, story } = played
  return {
    tells: 'the police are notified',
    may: story.notice?.sentBy === null,
    run: () => run(cast.test, leadOf(played), sendNotification, toPolice(played)),
    follows: () => story.notice && Object.assign(story.notice, { sentBy: story.lead }),
  }
}

const nameHer: Choose = played => {
  const { cast, story } = played
  const ground = groundFor(played, cast.police, 'police-report')?.answer
  const agreed = ground && depthReaches(ground.depth, 'identity')
  const ready = story.notice && story.notice.sentBy !== null && !story.notice.named
  return {
    tells: 'her name is added',
    may: !!ready && !!agreed,
    run: () => run(cast.test, leadOf(played), addIdentity, toPolice(played)),
    follows: () => story.notice && Object.assign(story.notice, { named: { by: story.lead } }),
  }
}

const take: Choose = ({ cast, story }) => {
  const { notice } = story
  if (!notice) return null
  return {
    tells: 'the police say that they have it',
    may: notice.sentBy !== null && !notice.acknowledged,
    run: (): Promise<Result<unknown>> => run(cast.test, cast.police, acknowledge, { notificationId: notice.id }),
    follows: () => Object.assign(notice, { acknowledged: true }),
  }
}

/** The receiver reads her name while her newest answer about the police is a yes that reaches it. */
const agreesToName = (story: Story, agencyId: string, at: number): boolean =>
  story.answers.some(each => each.agencyId === agencyId && stands(each, at) && depthReaches(each.depth, 'identity'))

function noticed(story: Story, viewer: Actor, at: number): string[] {
  const { notice } = story
  if (!notice) return []
  const leads = leadsCase(story, viewer)
  // To the police alone: no other answer of hers names an investigator.
  const receives = viewer.role === 'investigator' && notice.sentBy !== null
  const sent = notice.sentBy !== null && leadsCase({ ...story, lead: notice.sentBy }, viewer)
  const reads = notice.named && (leads || (receives && agreesToName(story, viewer.agencyId, at)))
  return [
    ...(leads ? [`telling ${notice.id}`] : []),
    ...(receives || sent || (leads && notice.sentBy !== null)
      ? [`notice ${notice.id}${notice.acknowledged ? ' taken' : ''}`]
      : []),
    ...(reads ? [`name ${notice.id}`] : []),
    ...(reads && (receives || notice.named?.by === viewer.agencyId) ? [`key of name ${notice.id}`] : []),
  ]
}

const agreesToPolice = answerAbout(({ cast }) => cast.police)

/** What the police are told of her: facts without a name, and her name while she agrees. */
export const NOTIFICATION: Area = {
  tables: ['notification_duty', 'notification', 'notification_identity', 'data_key'],
  moves: [
    ...[answer, answer, refer, refer, accept, accept, takeBack],
    ...[agreesToPolice, agreesToPolice, agreesToPolice, agreesToPolice],
    ...[tellHer, tellHer, sendNotice, sendNotice, nameHer, nameHer, nameHer, take],
  ],
  sights: `
    select 'telling ' || id as seen, case_id as owner from aman.notification_duty where case_id = any($1)
    union all select 'notice ' || id || case when acknowledged_at is null then '' else ' taken' end, id
      from aman.notification where id = any($2)
    union all select 'name ' || notification_id, notification_id from aman.notification_identity where notification_id = any($2)
    union all select 'key of name ' || subject_id, subject_id from aman.data_key where subject_id = any($2) and depth = 'identity'`,
  sees: (_, story, viewer, at) => noticed(story, viewer, at),
}
