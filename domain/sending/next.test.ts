import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Told } from '#domain/screening/merge-answers.ts'
import { conflictOf, isSame, merged } from './conflict.ts'
import { type Body, begun, isOnItsWay, type Kept, type Theirs } from './kept.ts'
import { type Event, mayChange, next } from './next.ts'

const ID = '019ab000-0000-7000-8000-000000000001'
const AT = '2026-11-24T06:00:00.000Z'

const REFERRAL = { toAgencyId: ID, service: 'shelter', urgency: 'urgent' } as const

const facts = {
  id: ID,
  instrument: 'border-card',
  instrumentVersion: 1,
  situation: 'border',
  ageGroup: 'adult',
  language: 'uz',
  place: null,
  status: 'draft',
  finding: null,
  nextStep: null,
  startedAt: AT,
  completedAt: null,
  savedAt: AT,
  referral: null,
  answers: {},
  notes: {},
} as const

/** The server's rule in a few lines: a name of a change is taken once, the version that it builds on decides. */
function modelServer() {
  const versions: (Told & Pick<Kept, 'status' | 'referral'> & { edit: string | null })[] = []
  const keys = new Map<string, { body: string; version: number }>()
  const newest = () => versions.at(-1)
  const theirs = (): Theirs => {
    const { answers, notes, status } = newest() ?? { answers: {}, notes: {}, status: 'draft' as const }
    return { answers, notes, status, version: versions.length, by: 'A colleague', at: AT }
  }
  return {
    versions,
    post(edit: string, body: Body, fresh: string): Event {
      const known = keys.get(edit)
      if (known && known.body !== JSON.stringify(body)) return { kind: 'refused', edit, code: 'idempotency.key-reused' }
      if (known) return { kind: 'stored', edit, version: known.version, serverAt: AT }
      const now = newest()
      const follows = body.referral && body.complete && now && isSame(now, body)
      if ((now?.status === 'completed' && !follows) || body.base !== versions.length)
        return { kind: 'overtaken', edit, theirs: theirs(), fresh }
      const { answers, notes, complete, referral = now?.referral ?? null } = body
      versions.push({ answers, notes, status: complete ? 'completed' : 'draft', referral, edit })
      keys.set(edit, { body: JSON.stringify(body), version: versions.length })
      return { kind: 'stored', edit, version: versions.length, serverAt: AT }
    },
    colleague(change: Told, complete = false) {
      const now = newest()
      if (!now || now.status === 'completed') return
      const answers = { ...now.answers, ...change.answers }
      versions.push({
        answers,
        notes: { ...now.notes, ...change.notes },
        status: complete ? 'completed' : 'draft',
        referral: now.referral,
        edit: null,
      })
    },
  }
}

/** A device, its server, and a road between them on which everything may come late, twice, or never. */
function world() {
  const server = modelServer()
  let count = 0
  const fresh = () => `edit-${++count}`
  let kept: Kept = begun({ ...facts }, fresh())
  const requests: { edit: string; body: Body }[] = []
  const answers: Event[] = []
  const typed: string[] = []
  const heard: string[] = []
  const happen = (event: Event) => {
    kept = next(kept, event)
  }
  const steps = {
    save(answer: 'yes' | 'no', complete: boolean) {
      if (!mayChange(kept).ok) return
      const note = `typed here ${++count}`
      typed.push(note)
      const change = { answers: { ...kept.answers, both: answer }, notes: { ...kept.notes, [`d${count}`]: note } }
      happen({
        kind: 'saved',
        edit: fresh(),
        at: AT,
        change: { ...change, status: complete ? 'completed' : kept.status },
      })
    },
    prepare: () => happen({ kind: 'prepared', edit: fresh(), at: AT, referral: { ...REFERRAL, note: `${++count}` } }),
    release: () => happen({ kind: 'released' }),
    leave() {
      happen({ kind: 'left', at: AT })
      if (isOnItsWay(kept) && kept.sending.inFlight) requests.push(kept.sending.inFlight)
    },
    arrive(which: number, stays: boolean) {
      const request = requests[which % requests.length]
      if (!request) return
      if (!stays) requests.splice(which % requests.length, 1)
      answers.push(server.post(request.edit, request.body, fresh()))
    },
    answer(which: number, stays: boolean) {
      const one = answers[which % answers.length]
      if (!one) return
      if (!stays) answers.splice(which % answers.length, 1)
      happen(one)
    },
    answered: ({ edit, body }: { edit: string; body: Body }) => happen(server.post(edit, body, fresh())),
    /** One change that arrives and is answered, while what was late before is late still. */
    through(answer: 'yes' | 'no') {
      steps.save(answer, false)
      steps.release()
      steps.leave()
      steps.arrive(requests.length - 1, true)
      steps.answer(answers.length - 1, true)
    },
    silence: () =>
      happen({ kind: 'unanswered', edit: kept.sending.inFlight?.edit ?? '', code: 'network', nextTryAt: AT }),
    colleague(answer: 'yes' | 'no', complete: boolean) {
      const before = server.versions.length
      const note = `typed there ${++count}`
      server.colleague({ answers: { both: answer }, notes: { [`s${count}`]: note } }, complete)
      if (server.versions.length > before) heard.push(note)
    },
    settle(side: 'yours' | 'theirs') {
      const conflict = conflictOf(kept)
      if (!conflict) return
      const choices = Object.fromEntries(conflict.differences.map(each => [each.field, side]))
      const change = merged(kept, conflict.theirs, choices)
      happen({ kind: 'settled', edit: fresh(), at: AT, theirVersion: conflict.theirs.version, change })
    },
  }
  return { server, steps, typed, heard, kept: () => kept }
}

type World = ReturnType<typeof world>

const side = fc.constantFrom('yours', 'theirs' as const)
const yesNo = fc.constantFrom('yes', 'no' as const)
const step = (mayFinishThere: boolean): fc.Arbitrary<(w: World) => void> =>
  fc.oneof(
    fc.tuple(yesNo, fc.boolean()).map(
      ([a, b]) =>
        (w: World) =>
          w.steps.save(a, b && mayFinishThere),
    ),
    fc.constant((w: World) => w.steps.prepare()),
    fc.constant((w: World) => w.steps.release()),
    fc.constant((w: World) => w.steps.leave()),
    fc.tuple(fc.nat(9), fc.boolean()).map(
      ([a, b]) =>
        (w: World) =>
          w.steps.arrive(a, b),
    ),
    fc.tuple(fc.nat(9), fc.boolean()).map(
      ([a, b]) =>
        (w: World) =>
          w.steps.answer(a, b),
    ),
    fc.constant((w: World) => w.steps.silence()),
    yesNo.map(a => (w: World) => w.steps.through(a)),
    fc.tuple(yesNo, fc.boolean()).map(
      ([a, b]) =>
        (w: World) =>
          w.steps.colleague(a, b && mayFinishThere),
    ),
    side.map(a => (w: World) => w.steps.settle(a)),
  )

/** "sent" is a promise: just this stands on the server as that version. */
function keepsItsWord({ kept, server }: World): void {
  const { sending, answers, notes, referral } = kept()
  if (sending.state !== 'sent') return
  expect(server.versions[sending.base - 1]).toMatchObject({ answers, notes, referral })
}

function takesNothingTwice({ server }: World): void {
  const ours = server.versions.flatMap(each => (each.edit === null ? [] : [each.edit]))
  expect(new Set(ours).size).toBe(ours.length)
}

/** The road is good again: what waits goes out and is answered, and a person decides what is hers to decide. */
function goOn(w: World, choice: 'yours' | 'theirs'): void {
  for (let tries = 0; tries < 20 && w.kept().sending.state !== 'sent'; tries++) {
    w.steps.settle(choice)
    w.steps.release()
    w.steps.leave()
    const { inFlight } = w.kept().sending
    if (inFlight) w.steps.answered(inFlight)
  }
}

describe('whatever the road does', () => {
  test('nobody is asked to choose between her own versions', () => {
    fc.assert(
      fc.property(fc.array(step(false), { maxLength: 60, size: 'max' }), steps => {
        const w = world()
        w.server.colleague = () => undefined
        for (const one of steps) {
          one(w)
          expect(w.kept().sending.state).not.toMatch(/conflict|refused/)
        }
        takesNothingTwice(w)
      }),
      { numRuns: 500 },
    )
  })

  test('nothing is lost, nothing is taken twice, and "sent" means sent', () => {
    fc.assert(
      fc.property(fc.array(step(false), { maxLength: 60, size: 'max' }), side, (steps, choice) => {
        const w = world()
        for (const one of steps) {
          one(w)
          keepsItsWord(w)
        }
        takesNothingTwice(w)
        goOn(w, choice)
        expect(w.kept().sending.state).toBe('sent')
        keepsItsWord(w)
        const { notes } = w.server.versions.at(-1) ?? { notes: {} }
        expect(Object.values(notes)).toEqual(expect.arrayContaining([...w.typed, ...w.heard]))
      }),
      { numRuns: 500 },
    )
  })

  test('a screening that was finished on either side stays as it was finished, and a person is told', () => {
    fc.assert(
      fc.property(fc.array(step(true), { maxLength: 60, size: 'max' }), side, (steps, choice) => {
        const w = world()
        for (const one of steps) {
          one(w)
          keepsItsWord(w)
        }
        const finished = w.server.versions.find(each => each.status === 'completed')
        goOn(w, choice)
        takesNothingTwice(w)
        expect(w.kept().sending.state).toBe('sent')
        keepsItsWord(w)
        if (finished)
          expect(w.server.versions.at(-1)).toMatchObject({ answers: finished.answers, notes: finished.notes })
        const { notes } = w.server.versions.at(-1) ?? { notes: {} }
        expect(Object.values(notes)).toEqual(expect.arrayContaining(finished ? w.heard : [...w.typed, ...w.heard]))
      }),
      { numRuns: 500 },
    )
  })
})
