import { DECLINE_REASONS, OUTCOMES } from '#domain/referral/referral.ts'
import type { UnsignedConsent } from '#features/protection/consent/signature.ts'
import type { Depth } from '#server/db/tables.ts'
import { depthsUpTo } from '#server/keys/data-keys.ts'
import type { Row } from './bulk.ts'
import type { Chance } from './chance.ts'
import { type Actors, type InventedCase, idAt, type Stage, sealedKey } from './invent-case.ts'

export type InventedReferral = {
  consent: UnsignedConsent[]
  referral: Row[]
  referral_need: Row[]
  grant_of_access: Row[]
  data_key: Row[]
  accepted: boolean
  referralId: string
}

const HOUR = 3_600_000
const EXPLAINED = ['what-is-shared', 'with-whom', 'why', 'may-refuse', 'may-withdraw', 'help-does-not-depend']

type Plan = { stage: Stage; to: Actors; service: string; now: Date; hasConsent: boolean }
type Times = { consented: Date; sent: Date; due: Date; expires: Date; answered: Date; closed: Date }

/** When each step of the plan happened: late and expired ones lie as far back as the word says. */
function timesOf({ stage, now }: Plan, opened: Date): Times {
  const back = { overdue: 30, expired: 24 * 9, sent: 2 }[stage as 'overdue' | 'expired' | 'sent']
  const sent = back === undefined ? new Date(opened.getTime() + 3 * HOUR) : new Date(now.getTime() - back * HOUR)
  const at = (hours: number) => new Date(sent.getTime() + hours * HOUR)
  return { consented: at(-1), sent, due: at(24), expires: at(24 * 7), answered: at(5), closed: at(24 * 20) }
}

export function inventReferral(chance: Chance, one: InventedCase, plan: Plan): InventedReferral {
  const times = timesOf(plan, one.openedAt)
  const depth: Depth = plan.service === 'case-management' ? 'full' : 'identity'
  const consentId = idAt(chance, times.consented)
  const referralId = idAt(chance, times.sent)
  const consent = plan.hasConsent ? [consentRow(one, plan, times, consentId, depth)] : []
  const sent = !['opened', 'consented', 'drafted'].includes(plan.stage)
  const drafted = sent || plan.stage === 'drafted'
  const accepted = plan.stage === 'accepted'
  const basis = {
    consent_id: plan.hasConsent ? consentId : null,
    lawful_basis: plan.hasConsent ? null : 'child-referral-basis',
  }
  const keys = sent && ['sent', 'overdue', 'accepted'].includes(plan.stage) ? depthsUpTo(depth) : []
  return {
    consent,
    referral: drafted
      ? [referralRow(chance, one, plan, times, referralId, sent ? basis : { consent_id: null, lawful_basis: null })]
      : [],
    referral_need: drafted ? [needRow(one, referralId)] : [],
    grant_of_access: sent ? grants(chance, one, plan, times, { referralId, depth, ...basis }) : [],
    data_key: keys.flatMap(each => {
      const key = one.keys.get(each)
      return key ? [sealedKey(one.id, each, plan.to, key)] : []
    }),
    accepted,
    referralId,
  }
}

function consentRow(one: InventedCase, { to, service }: Plan, times: Times, id: string, depth: Depth): UnsignedConsent {
  return {
    id,
    case_id: one.id,
    purpose: service === 'police-report' ? 'police-report' : 'referral',
    recipient_agency_id: to.agencyId,
    depth,
    agreed: true,
    own_view: false,
    given_by: one.ageGroup === 'adult' ? 'self' : 'guardian',
    how: 'spoken',
    language: one.languages[0] ?? 'ru',
    interpreter: false,
    form_version: 1,
    explained: EXPLAINED,
    valid_from: times.consented,
    valid_until: new Date(times.consented.getTime() + 180 * 24 * HOUR),
    recorded_by: one.lead.userId,
    recorded_at: times.consented,
    supersedes: null,
  }
}

const STORED: Partial<Record<Stage, string>> = {
  drafted: 'draft',
  overdue: 'sent',
  expired: 'sent',
  closed: 'completed',
}
const ANSWERED = ['accepted', 'declined', 'completed', 'closed']
const ENDED = ['declined', 'withdrawn', 'completed', 'closed']

type Basis = { consent_id: string | null; lawful_basis: string | null }

function referralRow(chance: Chance, one: InventedCase, plan: Plan, times: Times, id: string, basis: Basis): Row {
  const { stage } = plan
  const status = STORED[stage] ?? stage
  const sent = status !== 'draft'
  return {
    id,
    case_id: one.id,
    code_name: one.codeName,
    from_agency_id: one.lead.agencyId,
    to_agency_id: plan.to.agencyId,
    service: plan.service,
    urgency: 'urgent',
    status,
    ...basis,
    decline_reason: status === 'declined' ? chance.pick(DECLINE_REASONS) : null,
    outcome: status === 'completed' ? chance.pick(OUTCOMES) : null,
    drafted_by: one.lead.userId,
    drafted_at: times.consented,
    sent_at: sent ? times.sent : null,
    answer_due_at: sent ? times.due : null,
    expires_at: sent ? times.expires : null,
    answered_at: ANSWERED.includes(stage) ? times.answered : null,
    closed_at: ENDED.includes(stage) ? times.closed : null,
    version: 2,
  }
}

const needRow = (one: InventedCase, referralId: string): Row => ({
  referral_id: referralId,
  case_id: one.id,
  person_group: one.personGroup,
  step_free: one.stepFree,
  languages: one.languages,
  avoid_shelters: [],
})

type Access = Basis & { referralId: string; depth: Depth }

function grants(chance: Chance, one: InventedCase, { stage, to, service }: Plan, times: Times, access: Access): Row[] {
  const common = {
    case_id: one.id,
    agency_id: to.agencyId,
    given_by_agency_id: one.lead.agencyId,
    purpose: service,
    basis: access.consent_id ? 'consent' : 'lawful',
    consent_id: access.consent_id,
    lawful_basis: access.lawful_basis,
    referral_id: access.referralId,
    created_at: times.sent,
  }
  const until = new Date(times.consented.getTime() + 180 * 24 * HOUR)
  const range = (from: Date, to: Date) => `[${from.toISOString()},${to.toISOString()})`
  const looked = ANSWERED.includes(stage) ? times.answered : stage === 'withdrawn' ? times.closed : times.expires
  const opened =
    stage === 'accepted'
      ? range(times.answered, until)
      : stage === 'completed' || stage === 'closed'
        ? range(times.answered, times.closed)
        : 'empty'
  return [
    { id: idAt(chance, times.sent), ...common, depth: 'coded', valid: range(times.sent, looked), opens_until: null },
    { id: idAt(chance, times.sent), ...common, depth: access.depth, valid: opened, opens_until: until },
  ]
}
