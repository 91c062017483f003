import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Form } from '#web/components/form/form.tsx'
import { Columns, Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import type { ContactOut } from './answers.ts'
import { EndedContact } from './contact-page-ended.tsx'
import { ContactFields } from './contact-page-fields.tsx'
import { Guide } from './contact-page-guide.tsx'
import { CountedForm, PartForm } from './contact-page-marks.tsx'
import { ContactSteps } from './contact-page-steps.tsx'
import { informationFor } from './information.ts'
import { listContacts, readContact, sameCaller, waitingCallBacks } from './queries.ts'
import { DESK } from './record.ts'

const RECENT = 20

const storedOf = (found: ContactOut) => ({
  language: found.language,
  speaker: found.speaker,
  ageGroup: found.ageGroup,
  country: found.country,
  region: found.region,
  topic: found.topic,
  risk: found.risk,
  safeContact: found.safeContact,
  safeWhen: found.safeWhen,
  safeHow: found.safeHow,
  maySay: found.maySay,
  safeWords: found.safeWords,
  said: found.said,
  given: found.given,
})

/** Somebody saved meanwhile: what stands now is shown, what was typed stays in the form, and the next save is knowingly made. */
function Meanwhile({ visit: { t, refusal }, found }: { visit: Visit; found: ContactOut }) {
  if (refusal?.code !== 'contact.stale') return null
  return (
    <Notification kind="warn" title={t('hotline.meanwhile')}>
      <p>{t('hotline.meanwhile-lead')}</p>
      {found.said && (
        <blockquote>
          <bdi>{found.said}</bdi>
        </blockquote>
      )}
    </Notification>
  )
}

async function Running(ctx: Ctx, visit: Visit, found: ContactOut, form: FormView) {
  const { t, href, token, refusal, typed } = visit
  const typedVersion = typeof typed.version === 'string' ? typed.version : undefined
  const version = refusal?.code === 'contact.stale' ? String(found.version) : (typedVersion ?? String(found.version))
  const information = await informationFor(ctx, t)
  const same = await sameCaller(ctx, found.id)
  const recent = await listContacts(ctx, { limit: RECENT })
  const promised = await waitingCallBacks(ctx, { contactId: found.id })
  return (
    <>
      <Form
        action={href(`/hotline/contacts/${found.id}`)}
        hidden={{ _form: token, version }}
        label={t('hotline.contact')}
      >
        <Columns aside={<Guide house={ctx.house} visit={visit} form={form} information={information} />}>
          <ContactFields t={t} form={form} country={ctx.house.country} />
          <ContactSteps visit={visit} form={form} found={found} same={same} recent={recent.items} promised={promised} />
        </Columns>
      </Form>
      <PartForm visit={visit} found={found} same={same} />
      <CountedForm visit={visit} found={found} />
    </>
  )
}

export const contactPage: Page = {
  path: '/hotline/contacts/:contactId',
  access: DESK,
  async show(ctx, visit) {
    const { t, href, params } = visit
    const contactId = params.contactId ?? ''
    const found = isId(contactId) ? await readContact(ctx, contactId) : refuse('contact.not-found')
    if (!found.ok) return found
    const form = formView(visit, storedOf(found.value))
    const title = t('hotline.contact-of', { at: t.instant(new Date(found.value.startedAt)) })
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={title}
          crumbs={[{ href: href('/hotline'), label: t('hotline.title') }]}
          crumbsLabel={t('shell.you-are-here')}
          lead={t.coded('hotline.channel', found.value.channel)}
        />
        <Meanwhile visit={visit} found={found.value} />
        {found.value.status === 'open' ? (
          await Running(ctx, visit, found.value, form)
        ) : (
          <EndedContact
            ctx={ctx}
            visit={visit}
            found={found.value}
            promised={await waitingCallBacks(ctx, { contactId })}
          />
        )}
      </>
    )
    return ok({ title, body })
  },
}
