import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { misfits, sharesLanguage } from '#domain/shelters/match.ts'
import type { Ctx } from '#server/db/transact.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form, Hidden } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { Board, seekersUnits } from './board-page-parts.tsx'
import { casesToHoldFor, caseToHoldFor, type HeldFor } from './choice-queries.ts'
import { bedName, reasonWords, regionName } from './page-words.ts'
import { availability } from './queries.ts'
import { HOLDERS, LONGEST_HOLD_HOURS } from './record.ts'
import { type FoundBed, findBed } from './store.ts'

const HOURS = [1, 2, 4, 8, 12, 24].filter(hours => hours <= LONGEST_HOLD_HOURS)

const address = ({ href }: Visit, query: Record<string, string>) =>
  `${href('/holds/new')}?${new URLSearchParams(query)}`

/** For whom: the code names that one may see, never a name. */
async function ChoosePerson(ctx: Ctx, visit: Visit, bed: FoundBed) {
  const { t, href, query } = visit
  const find = (query.find ?? '').trim().slice(0, 40)
  const found = await casesToHoldFor(ctx, find)
  const items = found.map(each => ({
    href: address(visit, { bedId: bed.id, caseId: each.id }),
    label: each.codeName,
    about: t.coded('shelters.person', each.personGroup),
  }))
  return (
    <>
      <h2>{t('shelters.choose-person')}</h2>
      <p>{t('shelters.choose-person-lead')}</p>
      <Form action={href('/holds/new')} method="get" label={t('shelters.find')}>
        <Hidden name="bedId" value={bed.id} />
        <TextField name="find" label={t('shelters.find-person')} value={find} size="medium" maxlength={40} />
        <Buttons>
          <Button kind="plain" label={t('shelters.find')} />
        </Buttons>
      </Form>
      {items.length > 0 ? <LinkList items={items} /> : <p class="empty">{t('shelters.no-person')}</p>}
    </>
  )
}

function Keep({
  ctx,
  visit,
  form,
  bed,
  person,
}: {
  ctx: Ctx
  visit: Visit
  form: FormView
  bed: FoundBed
  person: HeldFor
}) {
  const { t, href, token } = visit
  const need = { group: person.personGroup, stepFree: person.stepFree, languages: person.languages, avoidShelters: [] }
  const reasons = misfits(bed, need)
  const other = `${href('/shelters')}?${new URLSearchParams({ view: 'all', caseId: person.id })}`
  if (reasons.length > 0) {
    return (
      <>
        <Notification kind="warn" title={t('shelters.does-not-fit')}>
          <p>{reasonWords(t, reasons, bed.group)}</p>
          <p>{t('shelters.does-not-fit-lead')}</p>
        </Notification>
        <Buttons>
          <Button href={other} label={t('shelters.other-bed')} />
        </Buttons>
      </>
    )
  }
  const usual = String(Math.min(ctx.house.country.holdHours, LONGEST_HOLD_HOURS))
  return (
    <Form
      action={address(visit, { bedId: bed.id, caseId: person.id })}
      hidden={{ _form: token, bedId: bed.id, caseId: person.id }}
      label={t('shelters.hold')}
    >
      {!sharesLanguage(bed, need) && <p>{t('shelters.no-shared-language')}</p>}
      <SelectField
        name="hours"
        label={t('shelters.hours')}
        hint={t('shelters.hold-lead')}
        options={HOURS.map(hours => ({ value: String(hours), label: t('shelters.hours-value', { hours }) }))}
        value={form.value('hours') ?? usual}
        error={form.error('hours')}
      />
      <Buttons>
        <Button label={t('shelters.keep')} />
        <Button kind="plain" href={other} label={t('shelters.other-bed')} />
      </Buttons>
    </Form>
  )
}

/** Somebody else got the bed a moment before: what happened, and the beds of the region as they stand now. */
async function Gone(ctx: Ctx, visit: Visit, region: string, person: HeldFor) {
  const { t } = visit
  const shelters = await availability(ctx, { region, group: person.personGroup })
  const holdAt = (bedId: string) => address(visit, { bedId, caseId: person.id })
  return (
    <>
      <Notification kind="warn" title={t('shelters.bed-gone')}>
        <p>{t('shelters.bed-gone-lead')}</p>
      </Notification>
      <Board t={t} units={seekersUnits(ctx.house, t, shelters, holdAt)} />
    </>
  )
}

type Where = { shelterCode: string; unitLabel: string; region: string }

async function whereIs(ctx: Ctx, bed: FoundBed): Promise<Where | undefined> {
  return await ctx.tx
    .selectFrom('bed')
    .innerJoin('shelter_unit', 'shelter_unit.id', 'bed.unit_id')
    .innerJoin('shelter', 'shelter.id', 'bed.shelter_id')
    .select(['shelter.code as shelterCode', 'shelter_unit.label as unitLabel', 'shelter.region'])
    .where('bed.id', '=', bed.id)
    .executeTakeFirst()
}

export const newHoldPage: Page = {
  path: '/holds/new',
  access: HOLDERS,
  async show(ctx, visit) {
    const { t, href } = visit
    const form = formView(visit)
    const bedId = form.value('bedId') ?? visit.query.bedId ?? ''
    const caseId = form.value('caseId') ?? visit.query.caseId ?? ''
    const bed = isId(bedId) ? await findBed(ctx, bedId) : null
    const where = bed && (await whereIs(ctx, bed))
    if (!bed || !where) return refuse('bed.not-found')
    const person = isId(caseId) ? await caseToHoldFor(ctx, caseId) : null
    if (caseId && !person) return refuse('case.not-found')
    const gone = person && visit.refusal?.code === 'hold.bed-taken'
    const title = t('shelters.hold')
    const rows = [
      { label: t('shelters.bed-is'), value: bedName(t, { ...where, bedLabel: bed.label }) },
      { label: t('shelters.region'), value: regionName(ctx.house, t, where.region) },
      ...(person ? [{ label: t('shelters.person'), value: person.codeName }] : []),
    ]
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={title}
          crumbs={[{ href: href('/shelters'), label: t('shelters.title') }]}
          crumbsLabel={t('shell.you-are-here')}
        />
        <SummaryList rows={rows} />
        {gone && (await Gone(ctx, visit, where.region, person))}
        {!gone && person && <Keep ctx={ctx} visit={visit} form={form} bed={bed} person={person} />}
        {!person && (await ChoosePerson(ctx, visit, bed))}
      </>
    )
    return ok({ title, body })
  },
}
