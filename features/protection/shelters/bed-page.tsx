import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { MANAGER } from './record.ts'
import { problems } from './set-up-page.tsx'
import { type FoundBed, findBed } from './store.ts'

function BedForm({ visit, form, bed }: { visit: Visit; form: FormView; bed: FoundBed }) {
  const { t, href, token } = visit
  const yesNo = (yes: string, no: string) => [
    { value: 'true', label: yes },
    { value: 'false', label: no },
  ]
  return (
    <Form action={href(`/beds/${bed.id}`)} hidden={{ _form: token }}>
      <Radios
        name="inService"
        label={t('shelters.in-service')}
        options={yesNo(t('shelters.in-service-yes'), t('shelters.in-service-no'))}
        value={form.value('inService')}
        error={form.error('inService')}
        required
      />
      <Radios
        name="stepFree"
        label={t('shelters.bed-step-free')}
        options={yesNo(t('shelters.yes'), t('shelters.no'))}
        value={form.value('stepFree')}
        error={form.error('stepFree')}
        required
      />
      <Buttons>
        <Button label={t('shelters.save')} />
      </Buttons>
    </Form>
  )
}

export const bedPage: Page = {
  path: '/beds/:bedId',
  access: MANAGER,
  async show(ctx, visit) {
    const { t, href } = visit
    const bedId = visit.params.bedId ?? ''
    const bed = isId(bedId) ? await findBed(ctx, bedId) : null
    if (bed?.agencyId !== ctx.actor.agencyId) return refuse('bed.not-found')
    const form = formView(visit, { inService: String(bed.inService), stepFree: String(bed.stepFree) })
    const title = t('shelters.bed-settings', { bed: bed.label })
    const back = { href: href(`/shelters/${bed.shelterId}`), label: t('shelters.to-board') }
    const lead = t.coded('shelters.group', bed.group)
    const body = (
      <QuestionPage title={title} back={back} lead={lead} errors={problems(form)}>
        <BedForm visit={visit} form={form} bed={bed} />
        <p>
          <a href={href(`/holds/new?bedId=${bed.id}`)}>{t('shelters.keep-for-person')}</a>
        </p>
      </QuestionPage>
    )
    return ok({ title, body })
  },
}
