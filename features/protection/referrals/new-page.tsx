import { CASE_LEADERS } from '#domain/access/roles.ts'
import { protectedAsChild } from '#domain/cases/case.ts'
import { SERVICES, type Service } from '#domain/referral/referral.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { unreferredContacts } from '#features/identification/hotline/refer-contact.ts'
import type { Ctx } from '#server/db/transact.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form, Hidden } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { SendForm } from './new-page-form.tsx'
import { NotSent } from './new-page-refused.tsx'
import { referralsOf } from './queries.ts'
import { caseToRefer, type Referred, receiversFor, sheltersToAvoid } from './sending-queries.ts'

/** The first question: which service, and where. The answer shows the agencies; nothing is stored yet. */
function ServiceForm({ ctx, visit, found, chosen }: { ctx: Ctx; visit: Visit; found: Referred; chosen: Chosen }) {
  const { t, href } = visit
  const regions = ctx.house.country.regions.map(each => ({ value: each.id, label: each.name[t.language] }))
  return (
    <Form action={href('/referrals/new')} method="get" label={t('referrals.show-agencies')}>
      <Hidden name="caseId" value={found.id} />
      {visit.query.toAgencyId && <Hidden name="toAgencyId" value={visit.query.toAgencyId} />}
      {visit.query.contactId && <Hidden name="contactId" value={visit.query.contactId} />}
      <SelectField
        name="service"
        label={t('referrals.service')}
        options={SERVICES.map(value => ({ value, label: t.coded('referrals.service', value) }))}
        value={chosen.service}
        empty={t('shell.nothing')}
      />
      <SelectField
        name="region"
        label={t('referrals.region')}
        options={regions}
        value={chosen.region}
        empty={t('referrals.any')}
      />
      <Buttons>
        <Button kind={chosen.service ? 'plain' : 'main'} label={t('referrals.show-agencies')} />
      </Buttons>
    </Form>
  )
}

type Chosen = { service: Service | undefined; region: string | undefined }

function chosenIn(ctx: Ctx, visit: Visit, form: FormView): Chosen {
  const asked = form.value('service') ?? visit.query.service
  return {
    service: SERVICES.find(each => each === asked),
    region: ctx.house.country.regions.find(each => each.id === visit.query.region)?.id,
  }
}

function Blocked({ visit, found }: { visit: Visit; found: Referred }) {
  const { t, href } = visit
  const closed = found.status === 'closed'
  return (
    <Notification kind="info" title={t(closed ? 'referrals.closed' : 'referrals.not-lead')}>
      {!closed && <p>{t('referrals.not-lead-lead')}</p>}
      <p>
        <a href={href(`/cases/${found.id}`)}>{found.codeName}</a>
      </p>
    </Notification>
  )
}

async function Sending(ctx: Ctx, visit: Visit, found: Referred, form: FormView) {
  const chosen = chosenIn(ctx, visit, form)
  const { service, region } = chosen
  if (!service) return <ServiceForm ctx={ctx} visit={visit} found={found} chosen={chosen} />
  const receivers = await receiversFor(ctx, { caseId: found.id, service, region, group: found.personGroup })
  const shelters = service === 'shelter' ? await sheltersToAvoid(ctx, region) : []
  const contacts = await unreferredContacts(ctx, found.id)
  const needsConsent = !protectedAsChild(found.ageGroup) || service === 'police-report'
  const open = visit.refusal?.code === 'referral.already-open' ? await referralsOf(ctx, found.id) : []
  return (
    <>
      <NotSent visit={visit} form={form} caseId={found.id} service={service} open={open} />
      <ServiceForm ctx={ctx} visit={visit} found={found} chosen={chosen} />
      <SendForm
        house={ctx.house}
        visit={visit}
        form={form}
        asked={{ found, ...chosen, service, receivers, shelters, contacts, needsConsent }}
      />
    </>
  )
}

export const newReferralPage: Page = {
  path: '/referrals/new',
  access: CASE_LEADERS,
  async show(ctx, visit) {
    const { t, href } = visit
    const form = formView(visit)
    const title = t('referrals.new')
    const caseId = form.value('caseId') ?? visit.query.caseId ?? ''
    if (!caseId) {
      const action = <Button href={href('/cases')} label={t('referrals.to-cases')} />
      return ok({
        title,
        body: <Headline title={t('referrals.choose-case')} lead={t('referrals.choose-case-lead')} actions={action} />,
      })
    }
    const found = isId(caseId) ? await caseToRefer(ctx, caseId) : null
    if (!found) return refuse('case.not-found')
    const blocked = found.leadAgencyId !== ctx.actor.agencyId || found.status === 'closed'
    const crumbs = [
      { href: href('/cases'), label: t('cases.title') },
      { href: href(`/cases/${found.id}`), label: found.codeName },
    ]
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={title}
          crumbs={crumbs}
          crumbsLabel={t('shell.you-are-here')}
          lead={form.value('service') || visit.query.service ? undefined : t('referrals.new-lead')}
        />
        {blocked ? <Blocked visit={visit} found={found} /> : await Sending(ctx, visit, found, form)}
      </>
    )
    return ok({ title, body })
  },
}
