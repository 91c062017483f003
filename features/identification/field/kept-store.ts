import type { Vault } from '#device/vault/vault.ts'
import { begun, type Kept } from '#domain/sending/kept.ts'
import { next } from '#domain/sending/next.ts'
import type {
  NewAnswers,
  NewScreening,
  ScreeningStore,
  ScreeningView,
} from '#features/identification/screening/asking.ts'

type Over = { vault: Vault; agencyId: string; now: Date; newId(): string }

/** Screenings on a field device. Whatever changes one makes a new edit of it, and a finished one is let go to the server. */
export const keptStore = (over: Over): ScreeningStore => ({
  read: id => view(over, id),
  hold: id => view(over, id),
  async add(screening) {
    await over.vault.change<Kept>('screening', screening.id, () => added(screening, over))
  },
  async save(id, answers) {
    await over.vault.change<Kept>('screening', id, now => now && edited(now, answers, over))
  },
})

export const viewOf = (kept: Kept, agencyId: string): ScreeningView => ({
  id: kept.id,
  instrument: kept.instrument,
  instrumentVersion: kept.instrumentVersion,
  situation: kept.situation,
  ageGroup: kept.ageGroup,
  status: kept.status,
  finding: kept.finding,
  nextStep: kept.nextStep,
  caseId: null,
  startedAt: kept.startedAt,
  completedAt: kept.completedAt,
  version: kept.version,
  agencyId,
  language: kept.language,
  place: kept.place,
  answers: kept.answers,
  notes: kept.notes,
})

async function view({ vault, agencyId }: Over, id: string): Promise<ScreeningView | null> {
  const kept = await vault.get<Kept>('screening', id)
  return kept && viewOf(kept, agencyId)
}

function judged(result: NewAnswers['result'], now: string) {
  return {
    status: result ? ('completed' as const) : ('draft' as const),
    finding: result?.finding ?? null,
    nextStep: result?.nextStep ?? null,
    completedAt: result ? now : null,
  }
}

function added({ result, ...facts }: NewScreening, { now, newId }: Over): Kept {
  const at = now.toISOString()
  return begun({ ...facts, ...judged(result, at), startedAt: at, savedAt: at, referral: null }, newId())
}

function edited(kept: Kept, { answers, notes, result }: NewAnswers, { now, newId }: Over): Kept {
  const at = now.toISOString()
  return next(kept, { kind: 'saved', edit: newId(), at, change: { answers, notes, ...judged(result, at) } })
}
