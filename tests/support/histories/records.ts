import { Readable } from 'node:stream'
import { ok } from '#domain/shared/result.ts'
import { addAttachment } from '#features/protection/attachments/add-attachment.ts'
import { removeAttachment } from '#features/protection/attachments/remove-attachment.ts'
import { issueReceipt } from '#features/protection/consent/issue-receipt.ts'
import { askErasure } from '#features/protection/erasure/ask-erasure.ts'
import { callOffErasure } from '#features/protection/erasure/call-off-erasure.ts'
import { confirmErasure } from '#features/protection/erasure/confirm-erasure.ts'
import { keepLonger } from '#features/protection/retention/keep-longer.ts'
import { must, run } from '#tests/support/thread.ts'
import type { Area } from './area.ts'
import { close } from './bed-moves.ts'
import { periodRuns, runs } from './later.ts'
import { accept, answer, anyOf, type Choose, decline, idIn, leadOf, type Played, refer, runningUse } from './moves.ts'
import { leadsCase, reaches, reachFor } from './oracle.ts'

const attach: Choose = played => {
  const { cast, story } = played
  const { vault, newId } = cast.test.house
  return {
    tells: 'a document is added',
    may: !story.closed,
    run: async () => {
      const bytes = Readable.from([Buffer.from('%PDF-1.7 invented')])
      const file = must(await vault.receive(newId(), { name: 'Invented.pdf', bytes }, false))
      return run(cast.test, leadOf(played), addAttachment, { caseId: story.caseId, original: false, file })
    },
    follows: value => story.files.push(idIn(value)),
  }
}

const detach: Choose = played => {
  const { cast, story, chance } = played
  const attachmentId = anyOf(chance, story.files)
  if (!attachmentId) return null
  return {
    tells: 'a document is removed',
    may: !story.closed,
    run: () => run(cast.test, leadOf(played), removeAttachment, { caseId: story.caseId, attachmentId }),
    follows: () => story.files.splice(story.files.indexOf(attachmentId), 1),
  }
}

const receipt: Choose = played => ({
  tells: 'she is given a receipt',
  may: true,
  run: () => run(played.cast.test, leadOf(played), issueReceipt, { caseId: played.story.caseId }),
  follows: () => Object.assign(played.story, { receipt: true }),
})

const somethingRuns = (played: Played): boolean => {
  const { story, at } = played
  const open = story.periods.some(each => periodRuns(each, at.getTime()))
  return !story.closed || open || !!runningUse(played) || story.emergencies.some(each => runs(each, at.getTime()))
}
const openWish = ({ story }: Played) => story.wish.find(each => each.state !== 'called-off')

const wish: Choose = played => {
  const { cast, story } = played
  const asker = leadOf(played)
  return {
    tells: 'she wishes to be erased',
    may: !somethingRuns(played) && !openWish(played),
    run: () => run(cast.test, asker, askErasure, { caseId: story.caseId, wishedBy: 'self' as const }),
    follows: value => story.wish.push({ id: idIn(value), state: 'asked', askedBy: asker.userId }),
  }
}

const confirm: Choose = played => {
  const { cast, story } = played
  const open = openWish(played)
  const second = story.lead === cast.first.agencyId ? cast.colleague : cast.second
  return {
    tells: 'a second colleague stands by her wish',
    may: !somethingRuns(played) && open?.state === 'asked' && open.askedBy !== second.userId,
    run: () => run(cast.test, second, confirmErasure, { caseId: story.caseId }),
    follows: () => open && Object.assign(open, { state: 'confirmed' }),
  }
}

const callOffWish: Choose = played => {
  const { cast, story } = played
  const open = openWish(played)
  return {
    tells: 'her wish is called off',
    may: open !== undefined,
    run: () => run(cast.test, leadOf(played), callOffErasure, { caseId: story.caseId }),
    follows: () => open && Object.assign(open, { state: 'called-off' }),
  }
}

const keep: Choose = played => {
  const { cast, story, at } = played
  const until = `${at.getUTCFullYear() + 1}-06-01`
  return {
    tells: 'the case is kept longer',
    may: story.closed,
    run: () =>
      run(cast.test, leadOf(played), keepLonger, { caseId: story.caseId, reason: 'criminal-case' as const, until }),
    follows: value => story.kept.push(idIn(value)),
  }
}

/** What the report of retention writes, for nobody in particular. */
const announce: Choose = ({ cast, story }) => ({
  tells: 'its end is announced',
  may: true,
  run: async () => {
    await cast.test.owner.query(
      `insert into aman.retention_notice (subject_id, kind, agency_id, due_on, announced_on, goes_on, listed_on)
       values ($1, 'closed-case', $2, '2040-01-01', '2039-12-01', '2040-01-01', '2039-12-01')
       on conflict (subject_id) do update set agency_id = excluded.agency_id`,
      [story.caseId, story.lead],
    )
    return ok(null)
  },
  follows: () => Object.assign(story, { announcedTo: story.lead }),
})

/** What else is kept of a case: documents, the receipt, her wish to be erased, and what becomes of a closed record. */
export const RECORDS: Area = {
  tables: ['attachment', 'consent_receipt', 'erasure_request', 'kept_longer', 'retention_notice'],
  moves: [
    ...[answer, refer, refer, accept, decline, close, close, close],
    ...[attach, attach, detach, receipt, wish, wish, wish, confirm, confirm, callOffWish, keep, announce],
  ],
  sights: `
    select 'file ' || id as seen, case_id as owner from aman.attachment where case_id = any($1)
    union all select 'receipt', case_id from aman.consent_receipt where case_id = any($1)
    union all select 'wish ' || id || case when called_off_at is not null then ' called-off'
      when confirmed_at is not null then ' confirmed' else ' asked' end, case_id from aman.erasure_request where case_id = any($1)
    union all select 'kept ' || id, case_id from aman.kept_longer where case_id = any($1)
    union all select 'announced', subject_id from aman.retention_notice where subject_id = any($1)`,
  sees: (_, story, viewer, at) => {
    const leads = leadsCase(story, viewer)
    const told = leadsCase({ ...story, lead: story.announcedTo ?? '' }, viewer)
    return [
      ...(reaches(reachFor(story, viewer, at), 'full') && viewer.role !== 'coordinator' ? story.files : []).map(
        each => `file ${each}`,
      ),
      ...(leads && story.receipt ? ['receipt'] : []),
      ...(leads ? story.wish : []).map(each => `wish ${each.id} ${each.state}`),
      ...(leads ? story.kept : []).map(each => `kept ${each}`),
      ...(told ? ['announced'] : []),
    ]
  },
}
