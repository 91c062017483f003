import { ok } from '#domain/shared/result.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { languagesOf } from '#knowledge/schema/languages.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'

function columns({ t, href }: Visit): Column<Instrument>[] {
  return [
    {
      key: 'title',
      label: t('cards.instrument'),
      head: true,
      cell: ({ id, version, title }) => <a href={href(`/instruments/cards/${id}/${version}`)}>{title[t.language]}</a>,
    },
    { key: 'version', label: t('cards.version'), number: true, cell: ({ version }) => String(version) },
    {
      key: 'languages',
      label: t('cards.languages'),
      cell: each =>
        languagesOf(each)
          .map(code => t.languageName(code))
          .join(', '),
    },
  ]
}

/** Every instrument that can be printed, the newest version of each first. */
export const cardsPage: Page = {
  path: '/instruments/cards',
  access: 'signed-in',
  nav: { heading: 'identification', word: 'cards.nav' },
  async show({ house }, visit) {
    const { t } = visit
    const title = t('cards.title')
    const order = new Intl.Collator(t.language)
    const rows = house.knowledge.instruments.toSorted(
      (a, b) => order.compare(a.title[t.language], b.title[t.language]) || b.version - a.version,
    )
    const body = (
      <>
        <Headline title={title} lead={t('cards.lead')} />
        <Table
          caption={title}
          captionUnseen
          columns={columns(visit)}
          rows={rows}
          rowId={({ id, version }) => `${id} ${version}`}
          empty={t('cards.none')}
        />
      </>
    )
    return ok({ title, body })
  },
}
