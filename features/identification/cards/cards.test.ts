import { beforeAll, describe, expect, test } from 'vitest'
import type { Country } from '#knowledge/schema/country.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { languagesOf, textIn } from '#knowledge/schema/languages.ts'
import { PUBLIC_LANGUAGES, type PublicLanguage } from '#knowledge/schema/words.ts'
import { type Knowledge, loadKnowledge } from '#server/knowledge/load.ts'
import { loadWords, type Words } from '#server/words.ts'
import { inventedInstrument, inventedSteps } from '#tests/support/invented-card.ts'
import { codesOn } from '#tests/support/read-code.ts'
import { type ReadPage, type ReadPdf, type Run, readPdf } from '#tests/support/read-pdf.ts'
import { codeOf, must } from '#tests/support/thread.ts'
import { type Block, cardIn } from './card-content.ts'
import { FORMATS, type Format } from './card-frames.ts'
import { cardPaper } from './card-paper.ts'
import type { CardSource } from './card-source.ts'

const ORIGIN = 'https://aman.example'
const LEAST = { a6: 6.5, a4: 9 }
const HALF = { across: 595.28 / 2, down: 841.89 / 2 }

let knowledge: Knowledge
let words: Words
let sources: CardSource[]

let country: Country

beforeAll(async () => {
  knowledge = await loadKnowledge()
  words = await loadWords('Asia/Almaty')
  country = knowledge.countries.find(each => each.iso3 === 'KAZ') ?? fail()
  const known = knowledge.instruments.map(each => sourceOf(each, knowledge.nextSteps(each.id, country)))
  sources = [...known, invented()]
})

const fail = () => {
  throw new Error('no country')
}
const invented = () => sourceOf(inventedInstrument, inventedSteps)

function sourceOf(instrument: Instrument, next: CardSource['next']): CardSource {
  const printedAt = new Date('2026-11-25T07:00:00Z')
  return { instrument, next, hotlines: country.hotlines, origin: ORIGIN, printedAt }
}

const printed = async (source: CardSource, languages: readonly PublicLanguage[], format: Format) =>
  must(
    await cardPaper(
      source,
      languages.map(each => words.in(each)),
      format,
    ),
  )

/** A space may become the end of a line, and a hyphen may stand there. */
const solid = (text: string) => text.replaceAll(/\s/g, '')
const textOf = (block: Block) => (block.kind === 'call' ? `${block.number}${block.name}${block.notes}` : block.text)
const expected = (source: CardSource, language: PublicLanguage) =>
  solid(cardIn(words.in(language), source).map(textOf).join(''))

/** Straight from the instrument and from what the country has written, in the order in which it must be read. */
function toldBy({ instrument, next }: CardSource, language: PublicLanguage): string[] {
  const { title, description, dimensions } = instrument
  const signs = dimensions.flatMap(each => [each.title, ...each.indicators.map(({ question }) => question)])
  const steps = next ? [...next.steps.refer, ...next.steps.advise, ...next.steps.never].map(({ text }) => text) : []
  return [title, description, ...signs, ...steps].map(each => solid(textIn(each, language)))
}

/** Those that do not follow on the one before. */
function lost(told: readonly string[], spoken: string): string[] {
  let from = 0
  return told.filter(text => {
    const at = spoken.indexOf(text, from)
    if (at >= 0) from = at + text.length
    return at < 0
  })
}

function spokenIn({ pages }: ReadPdf, language: PublicLanguage): string {
  const parts = pages.flatMap(page => page.parts.filter(each => each.lang === language))
  return solid(parts.map(each => each.text).join(''))
}

/** The upright or upside-down panel of a folded sheet, or the whole side. */
function boundsOf(page: ReadPage, run: Run, format: Format) {
  const edge = format === 'a6' ? 14 : 20
  if (format === 'a4') return { left: edge, right: page.width - edge, bottom: edge, top: page.height - edge }
  const [x, y] = [run.left < HALF.across ? 0 : HALF.across, run.bottom < HALF.down ? 0 : HALF.down]
  return { left: x + edge, right: x + HALF.across - edge, bottom: y + edge, top: y + HALF.down - edge }
}

function outside(page: ReadPage, format: Format): string[] {
  const cut = page.runs.filter(run => {
    const { left, right, bottom, top } = boundsOf(page, run, format)
    return run.left < left || run.right > right || run.bottom < bottom || run.top > top
  })
  return cut.map(each => each.text)
}

const NEAR = 0.4
const meets = (a: Run, b: Run) =>
  a.left < b.right - NEAR && b.left < a.right - NEAR && a.bottom < b.top - NEAR && b.bottom < a.top - NEAR

const overlapping = ({ runs }: ReadPage): string[] =>
  runs.flatMap((a, at) => runs.slice(at + 1).flatMap(b => (meets(a, b) ? `${a.text} / ${b.text}` : [])))

async function codesIn(pdf: ReadPdf): Promise<string[]> {
  const found: string[] = []
  for (const [at, { parts }] of pdf.pages.entries()) {
    const scans = parts.some(({ roles }) => roles.includes('Figure'))
    if (scans) found.push(...codesOn(await pdf.picture(at + 1, 2)))
  }
  return found.toSorted()
}

/** Everything that must hold of every card. */
async function judge(source: CardSource, languages: readonly PublicLanguage[], format: Format): Promise<void> {
  const bytes = await printed(source, languages, format)
  const pdf = await readPdf(bytes)
  const [first = 'en'] = languages
  expect([pdf.tagged, pdf.language, pdf.title]).toEqual([true, first, textIn(source.instrument.title, first)])
  for (const language of languages) {
    const spoken = spokenIn(pdf, language)
    expect(spoken).toBe(expected(source, language))
    expect(lost(toldBy(source, language), spoken)).toEqual([])
    const urgent = source.next?.steps['refer-now'].map(({ text }) => solid(textIn(text, language))) ?? []
    expect(urgent.filter(each => !spoken.includes(each))).toEqual([])
  }
  for (const page of pdf.pages) {
    expect(page.missing).toBe(0)
    expect(outside(page, format)).toEqual([])
    expect(overlapping(page)).toEqual([])
    expect(Math.min(...page.runs.map(each => each.size))).toBeGreaterThanOrEqual(LEAST[format] - 0.001)
  }
  // A page is drawn and its code read in each language once, and once of each instrument: that takes most of the time.
  if (source === sources[0] || first === languagesOf(source.instrument)[0])
    expect(await codesIn(pdf)).toEqual(languages.map(each => `${ORIGIN}/${each}/tip`).toSorted())
  await pdf.close()
}

describe.each(FORMATS)('every card on %s', format => {
  test('says in each language all that its instrument says, in letters that the font has, inside the paper, and leads to help', async () => {
    for (const source of sources) {
      for (const language of languagesOf(source.instrument)) await judge(source, [language], format)
    }
  }, 180_000)

  test('says it in two languages as well', async () => {
    for (const source of sources) {
      const [first = 'en', second = 'ru'] = languagesOf(source.instrument)
      await judge(source, [first, second], format)
    }
    await judge(invented(), ['tg', 'uz'], format)
  }, 180_000)

  test('comes out byte for byte the same', async () => {
    const source = invented()
    const [one, two] = [await printed(source, ['kk', 'uz'], format), await printed(source, ['kk', 'uz'], format)]
    expect(one.equals(two)).toBe(true)
  })
})

test('the letters of six languages come back as they went in', async () => {
  const source = invented()
  const letters = { kk: 'ӘҒҚҢӨҰҮҺІ₸', ru: 'Ёё', uz: 'OʻGʻoʻgʻ', ky: 'ҢӨҮ', tg: 'ӮҶҲӢҚҒ', en: 'Qq' }
  for (const language of PUBLIC_LANGUAGES) {
    const pdf = await readPdf(await printed(source, [language], 'a6'))
    expect(spokenIn(pdf, language)).toContain(letters[language])
    await pdf.close()
  }
})

test('a folded card shows page 1 in front, 4 behind, and 2 and 3 inside, the right way up', async () => {
  const pdf = await readPdf(await printed(invented(), ['kk', 'ru'], 'a6'))
  const [sheet] = pdf.pages
  const feet = sheet?.runs.filter(each => each.artifact && /\/4$/.test(each.text)) ?? []
  const places = feet.map(({ text, left, bottom }) => [
    text.slice(-3, -2),
    left < HALF.across ? 'left' : 'right',
    bottom < HALF.down ? 'lower' : 'upper',
  ])
  expect(places.toSorted()).toEqual([
    ['1', 'right', 'lower'],
    ['2', 'right', 'upper'],
    ['3', 'left', 'upper'],
    ['4', 'left', 'lower'],
  ])
  // Turned upside down, the foot of a page lies away from the middle fold, at the edge of the sheet.
  for (const { bottom } of feet) expect(Math.min(bottom, 841.89 - bottom)).toBeLessThan(30)
  await pdf.close()
})

test('the strength of each sign is read out, and danger is bold', async () => {
  const pdf = await readPdf(await printed(invented(), ['en'], 'a4'))
  const [part] = pdf.pages[0]?.parts ?? []
  expect(part?.roles).toEqual(expect.arrayContaining(['H1', 'H2', 'H3', 'L', 'LI', 'Lbl', 'LBody', 'Figure']))
  const t = words.in('en')
  for (const mark of ['urgent', 'strong', 'medium', 'weak', 'do', 'never'] as const)
    expect(part?.names).toContain(t(`paper-card.mark-${mark}`))
  await pdf.close()
})

describe('a card that cannot be printed is refused', () => {
  const asking = (question: string): Instrument => {
    const said = { en: question, ru: question, kk: question }
    const indicators = Array.from({ length: 60 }, (_, at) => ({
      id: `sign_${at}`,
      weight: 'strong' as const,
      question: said,
    }))
    return {
      ...inventedInstrument,
      dimensions: Array.from({ length: 6 }, (_, at) => ({ key: `part_${at}`, title: said, indicators })),
    }
  }
  const tried = async (instrument: Instrument, format: Format) =>
    codeOf(await cardPaper(sourceOf(instrument, undefined), [words.in('en')], format))

  test.each(FORMATS)('on %s where its text is too long for letters that can be read', async format => {
    expect(await tried(asking('A very long question that goes on and on. '.repeat(12).trim()), format)).toBe(
      'cards.too-long',
    )
  })

  test('where a letter would print as an empty box', async () => {
    expect(await tried(asking('Were you told 你好?'), 'a4')).toBe('cards.letters-not-in-font')
    expect(await tried(asking('Danger 🚨'), 'a4')).toBe('cards.letters-not-in-font')
  })
})
