import type { Change } from '#domain/instruments/changes.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import type { Visit } from '#server/http/page.ts'
import { Table } from '#web/components/table/table.tsx'
import type { ShownSign } from './signs.ts'

/** The questions, those of all languages side by side; `edit` is where one is changed. */
export function Questions({
  visit: { t },
  signs,
  edit,
}: {
  visit: Visit
  signs: ShownSign[]
  edit?: (place: string) => string
}) {
  const languages = PUBLIC_LANGUAGES.filter(each => signs.some(sign => sign.question[each] !== undefined))
  const place = (row: ShownSign) => (edit ? <a href={edit(row.place)}>{row.place}</a> : row.place)
  return (
    <Table
      caption={t('instruments.question')}
      columns={[
        { key: 'place', label: t('instruments.place'), head: true, cell: place },
        ...languages.map(each => ({
          key: each,
          label: t.languageName(each),
          cell: (row: ShownSign) => <span lang={each}>{row.question[each] ?? ''}</span>,
        })),
        { key: 'weight', label: t('instruments.weight'), cell: row => t.coded('instruments.weight', row.weight) },
      ]}
      rows={signs}
      rowId={row => row.place}
      empty={t('instruments.none')}
    />
  )
}

export function Changes({ visit: { t }, changes }: { visit: Visit; changes: readonly Change[] }) {
  const what = ({ kind, language }: Change) =>
    language ? `${t(`instruments.change-${kind}`)} (${t.languageName(language)})` : t(`instruments.change-${kind}`)
  return (
    <Table
      caption={t('instruments.changes')}
      columns={[
        { key: 'what', label: t('instruments.what'), head: true, cell: what },
        { key: 'place', label: t('instruments.place'), cell: row => row.at },
        { key: 'before', label: t('instruments.before'), cell: row => <span lang={row.language}>{row.before}</span> },
        { key: 'after', label: t('instruments.after'), cell: row => <span lang={row.language}>{row.after}</span> },
      ]}
      rows={changes}
      rowId={row => `${row.kind}-${row.at}-${row.language ?? ''}`}
      empty={t('instruments.no-changes')}
    />
  )
}
