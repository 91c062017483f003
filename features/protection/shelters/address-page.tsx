import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { mayEnter } from '#server/http/endpoint.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { GivenBlock } from '#web/components/given/given.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { readAddress } from './queries.ts'
import { HOLDERS, MANAGER } from './record.ts'
import { AddressField } from './set-up-page.tsx'

/** The address, for the shelter's own manager and for the agency of a person whom it accepted. Every look is recorded. */
export const addressPage: Page = {
  path: '/shelters/:shelterId/address',
  access: HOLDERS,
  async show(ctx, visit) {
    const { t, href, token } = visit
    const shelterId = visit.params.shelterId ?? ''
    const read = isId(shelterId) ? await readAddress(ctx, shelterId) : refuse('shelter.not-found')
    if (!read.ok) return read
    const query = ctx.tx.selectFrom('shelter').select(['code', 'agency_id']).where('id', '=', shelterId)
    const shelter = await query.executeTakeFirstOrThrow()
    const own = shelter.agency_id === ctx.actor.agencyId && mayEnter(MANAGER, ctx.actor.role)
    const form = formView(visit, { address: read.value.address })
    const title = t('shelters.address-title', { shelter: shelter.code })
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={title}
          crumbs={[
            {
              href: href(own ? `/shelters/${shelterId}` : '/shelters'),
              label: own ? shelter.code : t('shelters.title'),
            },
          ]}
          crumbsLabel={t('shell.you-are-here')}
          lead={t('shelters.address-lead')}
        />
        <GivenBlock text={read.value.address} />
        {own && (
          <Details summary={t('shelters.change-address')} open={form.errors.length > 0}>
            <Form action={href(`/shelters/${shelterId}/address`)} hidden={{ _form: token }}>
              <AddressField visit={visit} form={form} />
              <Buttons>
                <Button label={t('shelters.save')} />
              </Buttons>
            </Form>
          </Details>
        )}
      </>
    )
    return ok({ title, body })
  },
}
