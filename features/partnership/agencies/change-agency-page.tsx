import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Country } from '#knowledge/schema/country.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import type { Typed } from '#server/http/read-fields.ts'
import { Conflict } from '#web/components/conflict/conflict.tsx'
import { Button, Buttons, Form, Hidden } from '#web/components/form/form.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { AgencyFields } from './agency-fields.tsx'
import { comparable, FACTS, type Fact } from './decide-agency.ts'
import { ADMINISTRATOR, groupNames, kindName, languageNames, regionName, serviceNames } from './page-words.ts'
import { readAgency } from './queries.ts'
import type { AgencyOut } from './record.ts'

type Shown = { visit: Visit; agency: AgencyOut; country: Country }

const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []

/** A fact in the reader's words. */
function worded({ t }: Visit, country: Country, fact: Fact, value: unknown): string {
  const text = comparable(value)
  switch (fact) {
    case 'kind':
      return kindName(country, t, text)
    case 'region':
      return regionName(country, t, text)
    case 'services':
      return serviceNames(t, listOf(value))
    case 'groups':
      return groupNames(t, listOf(value))
    case 'languages':
      return languageNames(t, listOf(value))
    default:
      return text
  }
}

const side = (value: unknown): 'yours' | 'theirs' | undefined =>
  value === 'yours' || value === 'theirs' ? value : undefined

function TypedBefore({ typed }: { typed: Typed }) {
  return FACTS.flatMap(fact => {
    const value = typed[fact]
    if (Array.isArray(value))
      return value.map(each => <Hidden key={`${fact} ${each}`} name={`${fact}[]`} value={each} />)
    return typeof value === 'string' ? [<Hidden key={fact} name={fact} value={value} />] : []
  })
}

function Decide({ visit, agency, country }: Shown) {
  const { t, typed, token, href } = visit
  const differing = FACTS.filter(fact => comparable(typed[fact]) !== comparable(agency[fact]))
  if (differing.length === 0) return <Notification kind="info" title={t('agencies.conflict-same')} />
  const fields = differing.map(fact => ({
    name: fact,
    label: t(`agencies.${fact}`),
    yours: worded(visit, country, fact, typed[fact]),
    theirs: worded(visit, country, fact, agency[fact]),
    kept: side(typed[`keep.${fact}`]),
  }))
  return (
    <Form action={href(`/agencies/${agency.id}/change`)} hidden={{ _form: token, version: String(agency.version) }}>
      <TypedBefore typed={typed} />
      <Conflict
        title={t('agencies.conflict')}
        explains={t('agencies.conflict-explains')}
        labels={{ yours: t('agencies.conflict-yours'), theirs: t('agencies.conflict-theirs') }}
        empty={t('shell.nothing')}
        fields={fields}
      />
      <Buttons>
        <Button label={t('shell.save')} />
      </Buttons>
    </Form>
  )
}

function Edit({ visit, agency, country }: Shown) {
  const { t, token, href } = visit
  const form = formView(visit, { ...agency, version: String(agency.version) })
  return (
    <Form
      action={href(`/agencies/${agency.id}/change`)}
      hidden={{ _form: token, version: form.value('version') ?? '' }}
    >
      <AgencyFields t={t} country={country} form={form} />
      <Buttons>
        <Button label={t('shell.save')} />
      </Buttons>
    </Form>
  )
}

export const changeAgencyPage: Page = {
  path: '/agencies/:agencyId/change',
  access: ADMINISTRATOR,
  async show(ctx, visit) {
    const { t, href, params, refusal } = visit
    if (!isId(params.agencyId ?? '')) return refuse('agency.not-found')
    const read = await readAgency(ctx, params.agencyId ?? '')
    if (!read.ok) return read
    const shown = { visit, agency: read.value, country: ctx.house.country }
    const stale = refusal?.code === 'agency.stale'
    const form = formView(visit)
    const title = t('agencies.change-title', { name: read.value.name })
    const body = (
      <QuestionPage
        title={title}
        back={{ href: href(`/agencies/${read.value.id}`), label: t('shell.back') }}
        errors={stale ? undefined : { title: form.problemTitle, errors: form.errors }}
      >
        {stale ? <Decide {...shown} /> : <Edit {...shown} />}
      </QuestionPage>
    )
    return ok({ title, body })
  },
}
