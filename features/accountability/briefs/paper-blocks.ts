import type { T } from './asked.ts'
import type { Line } from './source-book.ts'
import type { Brief } from './tell-brief.ts'

/** A piece of the paper that is never parted between two columns. Cells of a row: what, of, before, value, change. */
export type Block =
  | { kind: 'heading' | 'text' | 'line'; text: string }
  | { kind: 'bar'; label: string; text: string; share: number }
  | { kind: 'row'; cells: readonly string[]; head: boolean }
  | { kind: 'source'; number: number; text: string }

const citesText = (cites: readonly number[]) => cites.map(each => `[${each}]`).join('')

const saidText = (t: T, { text, cites, unsure }: Line) =>
  [text, unsure ? `(${t('reports.unverified')})` : '', citesText(cites)].filter(Boolean).join(' ')

/** Everything under the ribbon, in the order in which it is read. */
export function blocksOf(t: T, brief: Brief): readonly Block[] {
  return [
    ...brief.sections.flatMap(({ key, title, lines, gaps }): Block[] => [
      { kind: 'heading', text: title },
      ...(key === 'figures' ? figureBlocks(t, brief) : []),
      ...lines.map((line): Block => ({ kind: 'line', text: saidText(t, line) })),
      ...gaps.map((text): Block => ({ kind: 'text', text })),
    ]),
    { kind: 'heading', text: t('briefs.sources') },
    ...brief.sources.map(({ text, href }, at): Block => {
      return { kind: 'source', number: at + 1, text: href ? `${text}, ${href}` : text }
    }),
    { kind: 'text', text: t('briefs.own-words') },
  ]
}

function figureBlocks(t: T, { bars, figures }: Brief): Block[] {
  if (figures.length === 0) return []
  const most = Math.max(1, ...bars.map(each => each.count))
  const heads = ['what', 'of', 'before', 'value', 'change'] as const
  return [
    ...(bars.length > 0 ? [{ kind: 'text' as const, text: `${t('briefs.bars')}:` }] : []),
    ...bars.map(({ of, text, count, cites }): Block => {
      return { kind: 'bar', label: of, text: `${text} ${citesText(cites)}`, share: count / most }
    }),
    { kind: 'row', cells: heads.map(each => t(`briefs.${each}`)), head: true },
    ...figures.map(({ what, of, before, value, change, note, unsure, cites }): Block => {
      const shown = [value, unsure ? `(${t('reports.unverified')})` : '', citesText(cites)].filter(Boolean).join(' ')
      return { kind: 'row', cells: [note ? `${what} (${note})` : what, of, before, shown, change], head: false }
    }),
  ]
}
