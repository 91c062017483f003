import { instrumentProblems } from '#knowledge/schema/instrument.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import type { Visit } from '#server/http/page.ts'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { Table } from '#web/components/table/table.tsx'
import type { ShownSign } from './signs.ts'

/** A question in each of its languages, the reader's own first. */
function Spoken({ visit: { t }, question }: { visit: Visit; question: ShownSign['question'] }) {
  const own = (each: string) => (each === t.language ? 0 : 1)
  return PUBLIC_LANGUAGES.filter(each => question[each] !== undefined)
    .toSorted((a, b) => own(a) - own(b))
    .map(each => (
      <div key={each}>
        <span class="soft">{t.languageName(each)}</span> <span lang={each}>{question[each]}</span>
      </div>
    ))
}

/** The questions; `edit` is where one is changed. */
export function Questions({
  visit,
  signs,
  edit,
}: {
  visit: Visit
  signs: ShownSign[]
  edit?: (place: string) => string
}) {
  const { t } = visit
  const place = (row: ShownSign) => (
    <span class="raw">{edit ? <a href={edit(row.place)}>{row.place}</a> : row.place}</span>
  )
  return (
    <Table
      caption={t('instruments.question')}
      columns={[
        { key: 'place', label: t('instruments.place'), head: true, cell: place },
        {
          key: 'question',
          label: t('instruments.question'),
          cell: row => <Spoken visit={visit} question={row.question} />,
        },
        { key: 'weight', label: t('instruments.weight'), cell: row => t.coded('instruments.weight', row.weight) },
      ]}
      rows={signs}
      rowId={row => row.place}
      empty={t('instruments.none')}
    />
  )
}

/** What the schema of instruments says against a draft, in its own English; nothing where it may be reviewed. */
export function Problems({ visit: { t }, body }: { visit: Visit; body: unknown }) {
  const problems = instrumentProblems(body)
  if (problems.length === 0) return null
  return (
    <>
      <h2>{t('instruments.problems')}</h2>
      <p>{t('instruments.problems-lead')}</p>
      <ul lang="en">
        {problems.slice(0, 100).map(({ at, why }) => (
          <li key={`${at} ${why}`}>
            <span class="raw">{at}</span> {why}
          </li>
        ))}
      </ul>
    </>
  )
}

/** A version or a draft to take along. */
export function Files({ visit: { t, href }, at }: { visit: Visit; at: string }) {
  return (
    <Buttons>
      <Button kind="plain" href={href(`${at}/xlsform`)} label={t('instrument-import.as-xlsform')} />
      <Button kind="plain" href={href(`${at}/json`)} label={t('instruments.as-json')} />
    </Buttons>
  )
}
