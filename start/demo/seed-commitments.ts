import { Readable } from 'node:stream'
import type pg from 'pg'
import { addDays, dayIn } from '#domain/shared/dates.ts'
import { addMeasure } from '#features/accountability/commitments/add-measure.ts'
import { addEvidence } from '#features/accountability/commitments/evidence.ts'
import { AddMeasure } from '#features/accountability/commitments/record.ts'
import { reportProgress } from '#features/accountability/commitments/report-progress.ts'
import { proveMeasure, publishMeasure } from '#features/accountability/commitments/steer-measure.ts'
import { linkRecommendations } from '#features/accountability/commitments/take-recommendations.ts'
import type { Actor } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'
import { does } from './does.ts'

const COORDINATORS = `select user_id as "userId", agency_id as "agencyId", role from aman.staff where role = 'coordinator'
   order by agency_id, user_id`

type Invented = {
  /** All but the deadline. */
  input: Record<string, unknown>
  daysAgo: number
  forDays: number
  proved?: true
  report?: string
}

/** One of each state, by each side; every promise is invented. */
const MEASURES: readonly Invented[] = [
  {
    input: {
      sector: 'government',
      promisedBy: 'Invented Labour Inspectorate',
      title: {
        en: 'Train every labour inspector to recognise forced labour',
        ru: 'Обучить каждого инспектора труда распознавать принудительный труд',
        kk: 'Әр еңбек инспекторын мәжбүрлі еңбекті тануға үйрету',
      },
      budget: '12 000 000 KZT (invented)',
      recommendations: ['kaz-2024-inspectorate', 'kaz-2025-inspectorate'],
    },
    daysAgo: 200,
    forDays: 180,
    proved: true,
  },
  {
    input: {
      sector: 'government',
      promisedBy: 'Invented Consular Service',
      title: {
        en: 'Guidelines for consulates',
        ru: 'Руководство для консульств',
        kk: 'Консулдықтарға арналған нұсқаулық',
      },
      recommendations: ['kaz-2023-identify'],
    },
    daysAgo: 190,
    forDays: 150,
    report: 'Invented: the draft lies with the ministry.',
  },
  {
    input: {
      sector: 'ngo',
      promisedBy: 'Invented Umit centre',
      title: {
        en: 'Sixty stays in shelters',
        ru: 'Шестьдесят размещений в приютах',
        kk: 'Панаханаға алпыс адамды орналастыру',
      },
      indicator: 'shelter-stays',
      target: 60,
      recommendations: ['kaz-2024-services', 'kaz-2025-services'],
    },
    daysAgo: 100,
    forDays: 120,
  },
  {
    input: {
      sector: 'international',
      promisedBy: 'Invented International Fund',
      title: {
        en: 'Interpreters for two shelters',
        ru: 'Переводчики для двух приютов',
        kk: 'Екі панаханаға аудармашылар',
      },
      recommendations: ['kaz-2025-services'],
    },
    daysAgo: 80,
    forDays: 85,
  },
  {
    input: {
      sector: 'private',
      promisedBy: 'Invented Builders Association',
      title: { ru: 'Договор каждому рабочему до выезда' },
    },
    daysAgo: 60,
    forDays: 300,
  },
]

const LINKS = [
  ['kaz-2024-definition', 'kaz-2025-definition'],
  ['kaz-2024-inspectorate', 'kaz-2025-inspectorate'],
] as const

/** Promises of several sides, one of them proved by a second coordinator, and recommendations that came again. */
export async function seedCommitments(house: House, client: pg.Client): Promise<void> {
  const { rows } = await client.query<Actor>(COORDINATORS)
  const [author, peer] = [rows.at(0), rows.at(-1)]
  if (!author || !peer || author === peer) return
  for (const each of MEASURES) {
    const at = new Date(house.clock().getTime() - each.daysAgo * 86_400_000)
    await promise({ ...house, clock: () => at }, author, peer, each)
  }
  for (const [recommendation, other] of LINKS) await does(house, author, linkRecommendations, { recommendation, other })
}

async function promise(then: House, author: Actor, peer: Actor, { input, forDays, proved, report }: Invented) {
  const dueOn = addDays(dayIn(then.country.timeZone, then.clock()), forDays)
  const { id: measureId } = await does(then, author, addMeasure, AddMeasure.parse({ ...input, dueOn }))
  const { version } = await does(then, author, publishMeasure, { measureId, version: 1 })
  if (report) await does(then, author, reportProgress, { measureId, words: report })
  if (!proved) return
  const bytes = Readable.from([Buffer.from('%PDF-1.7 invented')])
  const received = await then.vault.receive(then.newId(), { name: 'invented.pdf', bytes }, false)
  if (!received.ok) throw new Error(`the demonstration was refused: ${received.code}`)
  await does(then, author, addEvidence, {
    measureId,
    shows: 'Invented: list of those who were trained',
    file: received.value,
  })
  await does(then, peer, proveMeasure, { measureId, version })
}
