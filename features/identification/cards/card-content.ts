import type { Hotline } from '#knowledge/schema/country.ts'
import type { Status } from '#knowledge/schema/fact.ts'
import type { Indicator, Instrument } from '#knowledge/schema/instrument.ts'
import { textIn } from '#knowledge/schema/languages.ts'
import { rulesOf } from './card-rules.ts'
import type { CardSource, Words } from './card-source.ts'
import { groupsOf, neverOf } from './card-steps.ts'

/** What stands before a line, drawn so that each is told from the others in black and white. */
export type Mark = 'urgent' | 'strong' | 'medium' | 'weak' | 'sign' | 'do' | 'never'

/** A piece of the card that is never torn apart: it stands whole on one panel. */
export type Block =
  | { kind: 'title' | 'lead' | 'heading' | 'group' | 'line' | 'small'; text: string }
  | { kind: 'marked'; mark: Mark; name: string; text: string }
  | { kind: 'call'; number: string; name: string; notes: string }
  | { kind: 'code'; address: string; text: string }

/** The whole card in one language. Every language gives the same blocks in the same order, so that two can stand side by side. */
export function cardIn(t: Words, source: CardSource): Block[] {
  const { instrument, hotlines } = source
  const marked = (mark: Mark) => (text: string) => ({
    kind: 'marked' as const,
    mark,
    name: t(`paper-card.mark-${mark}`),
    text,
  })
  return [
    { kind: 'title', text: textIn(instrument.title, t.language) },
    { kind: 'lead', text: textIn(instrument.description, t.language) },
    { kind: 'heading', text: t('paper-card.how') },
    ...howTo(t, instrument).map(marked('do')),
    { kind: 'heading', text: t('paper-card.signs') },
    ...legend(t, instrument),
    ...instrument.dimensions.flatMap(({ title, indicators }): Block[] => [
      { kind: 'group', text: textIn(title, t.language) },
      ...indicators.map(each => marked(markOf(instrument, each))(textIn(each.question, t.language))),
    ]),
    ...meaning(t, instrument),
    { kind: 'heading', text: t('paper-card.do') },
    ...groupsOf(source, t).flatMap(({ title, lines }): Block[] => [
      { kind: 'group', text: title },
      ...lines.map(marked('do')),
    ]),
    { kind: 'heading', text: t('paper-card.never') },
    ...neverOf(source, t).map(marked('never')),
    { kind: 'heading', text: t('paper-card.call') },
    ...hotlines.map(each => callOf(each, t)),
    { kind: 'code', ...helpOf(source.origin, t) },
    ...about(t, source),
  ]
}

/** Who reads the card for herself is not told how to sort people. */
function meaning(t: Words, instrument: Instrument): Block[] {
  if (instrument.asker === 'person') return []
  const lines = rulesOf(instrument, t).map(text => ({ kind: 'line' as const, text }))
  return [{ kind: 'heading', text: t('paper-card.means') }, ...lines]
}

function howTo(t: Words, { asker }: Instrument): string[] {
  const who = asker === 'person' ? 'own' : 'ask'
  const alone = asker === 'operator' ? 'call-alone' : `${who}-alone`
  return [alone, `${who}-language`, `${who}-free`, `${who}-keep`].map(each => t.coded('paper-card.how', each))
}

/** Who reads the card for herself weighs nothing: to her a sign is a sign, or danger. */
const markOf = ({ asker }: Instrument, { urgent, weight }: Indicator): Mark =>
  urgent ? 'urgent' : asker === 'person' ? 'sign' : weight

/** Only the marks that this card carries, danger first. */
function legend(t: Words, instrument: Instrument): Block[] {
  const used = new Set(instrument.dimensions.flatMap(each => each.indicators.map(sign => markOf(instrument, sign))))
  const marks = (['urgent', 'strong', 'medium', 'weak'] as const).filter(each => used.has(each))
  return marks.map(mark => {
    const name = t(`paper-card.mark-${mark}`)
    return { kind: 'marked', mark, name, text: instrument.asker === 'person' ? t('paper-card.own-urgent') : name }
  })
}

function callOf({ number, for: whom, free, roundTheClock, status }: Hotline, t: Words): Block {
  const notes = [
    free && t('paper-card.call-free'),
    roundTheClock && t('paper-card.call-always'),
    status === 'unverified' && t('paper-card.call-unverified'),
  ]
  return { kind: 'call', number, name: t(`paper-card.call-${whom}`), notes: notes.filter(Boolean).join(' ') }
}

/** Where the code leads: the public page with the numbers to call, so that whoever scans it learns nothing of the holder. */
function helpOf(origin: string, t: Words): { address: string; text: string } {
  const address = `${origin}/${t.language}/tip`
  return { address, text: t('paper-card.help', { address: address.replace(/^https?:\/\//, '') }) }
}

function about(t: Words, { instrument, next, printedAt }: CardSource): Block[] {
  const { id, version, source, status, licence, review } = instrument
  const sourced = (of: 'source' | 'steps', given: { source: string; status: Status }) =>
    t(given.status === 'verified' ? `paper-card.${of}` : `paper-card.${of}-unverified`, { source: given.source })
  const lines = [
    [
      t('paper-card.version', { id, version, day: t.day(printedAt) }),
      review[t.language] === 'reviewed' ? t('paper-card.reviewed') : t('paper-card.unreviewed'),
    ],
    [
      sourced('source', { source, status }),
      ...(next ? [sourced('steps', next)] : []),
      t('paper-card.licence', { licence }),
    ],
  ]
  const small = lines.map(each => ({ kind: 'small' as const, text: each.map(stopped).join(' ') }))
  return [{ kind: 'heading', text: t('paper-card.about') }, ...small]
}

/** Sources end as they were written, with a stop or without. */
const stopped = (sentence: string) => (sentence.endsWith('.') ? sentence : `${sentence}.`)
