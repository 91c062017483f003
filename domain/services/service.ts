import { OUTCOMES, type ReferralStatus, SERVICES, type Service } from '#domain/referral/referral.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'

/** Leading a case and a report to the police are no services of a plan: the one carries it, the other is asked for by itself. */
type NotPlanned = 'case-management' | 'police-report'
export type PlannedService = Exclude<Service, NotPlanned>
export const PLANNED_SERVICES = SERVICES.filter(
  (each): each is PlannedService => each !== 'case-management' && each !== 'police-report',
) as [PlannedService, ...PlannedService[]]

export const SERVICE_STATUSES = ['planned', 'asked', 'running', 'done', 'ended'] as const
export type ServiceStatus = (typeof SERVICE_STATUSES)[number]

export const SERVICE_STEPS = ['ask', 'begin', 'finish', 'end'] as const
export type ServiceStep = (typeof SERVICE_STEPS)[number]

/** How a service ended: the outcomes of a referral, and what ends one that was never referred. */
export const SERVICE_OUTCOMES = [...OUTCOMES, 'not-available', 'not-needed'] as const
export type ServiceOutcome = (typeof SERVICE_OUTCOMES)[number]

/** Whether an outcome is what was planned. The compiler asks for a line when an outcome is added. */
const FINISHES: Record<ServiceOutcome, boolean> = {
  'service-given': true,
  'returned-home': true,
  'moved-on': true,
  'service-refused-by-person': false,
  'person-left': false,
  'contact-lost': false,
  'not-available': false,
  'not-needed': false,
}

const STEPS = {
  planned: { ask: 'asked', begin: 'running', end: 'ended' },
  asked: { begin: 'running', end: 'ended' },
  running: { finish: 'done', end: 'ended' },
  done: {},
  ended: {},
} as const satisfies Record<ServiceStatus, Partial<Record<ServiceStep, ServiceStatus>>>

export function takeServiceStep(from: ServiceStatus, step: ServiceStep): Result<ServiceStatus> {
  const open: Partial<Record<ServiceStep, ServiceStatus>> = STEPS[from]
  const to = open[step]
  return to ? ok(to) : refuse('service.step-not-open', { from, step })
}

/** The step that an outcome is: what was planned finishes, everything else ends. */
export const stepOf = (outcome: ServiceOutcome): 'finish' | 'end' => (FINISHES[outcome] ? 'finish' : 'end')

export type Referred = { status: ReferralStatus; outcome: string | null }

/** What a referral in some state makes of the service that it carries; null leaves it as it is stored. */
const CARRIED: Record<ReferralStatus, ServiceStatus | null> = {
  draft: 'planned',
  sent: 'asked',
  accepted: 'running',
  declined: 'planned',
  withdrawn: 'planned',
  expired: 'planned',
  completed: null,
}

/**
 * The state that is shown: what ended stays ended; else the referral that carries the service says where it stands, so that the
 * two can never disagree. A declined, withdrawn or expired referral leaves the service planned: somebody else is to be asked.
 */
export function serviceStatus(stored: ServiceStatus, referral: Referred | null): ServiceStatus {
  if (stored === 'done' || stored === 'ended' || !referral) return stored
  const carried = CARRIED[referral.status]
  if (carried) return carried
  const outcome = OUTCOMES.find(each => each === referral.outcome)
  return outcome && stepOf(outcome) === 'finish' ? 'done' : 'ended'
}
