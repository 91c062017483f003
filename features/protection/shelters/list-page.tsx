import { isId } from '#domain/shared/ids.ts'
import { ok } from '#domain/shared/result.ts'
import { GROUPS } from '#domain/shelters/match.ts'
import type { Ctx } from '#server/db/transact.ts'
import { mayEnter } from '#server/http/endpoint.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button, Form, Hidden } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { Tabs } from '#web/components/tabs/tabs.tsx'
import { Board, type HoldAt, ownBoard, seekersUnits } from './board-page-parts.tsx'
import { ownShelters, ownUnits, waitingForBed } from './board-queries.ts'
import { caseToHoldFor, type HeldFor } from './choice-queries.ts'
import { regionName, regionOptions } from './page-words.ts'
import { availability, staysNow } from './queries.ts'
import { BED_SEEKERS, HOLDERS, MANAGER } from './record.ts'
import { WaitingTable } from './waiting-page-part.tsx'

const MOST_SHOWN = 40

type Wish = { region: string | undefined; group: string | undefined }

/** Without a word about it one looks in the own region first, and for whom the case says. */
async function wishIn(ctx: Ctx, { query }: Visit, person: HeldFor | null): Promise<Wish> {
  const home = await ctx.tx
    .selectFrom('agency')
    .select('region')
    .where('id', '=', ctx.actor.agencyId)
    .executeTakeFirst()
  const region = query.region ?? home?.region
  return {
    region: ctx.house.country.regions.find(each => each.id === region)?.id,
    group: GROUPS.find(each => each === (query.group ?? person?.personGroup)),
  }
}

function Filter({ ctx, visit, wish }: { ctx: Ctx; visit: Visit; wish: Wish }) {
  const { t, href, query } = visit
  return (
    <Form action={href('/shelters')} method="get" label={t('shelters.filter')}>
      <Hidden name="view" value="all" />
      {query.caseId && <Hidden name="caseId" value={query.caseId} />}
      <div class="buttons">
        <SelectField
          name="region"
          label={t('shelters.region')}
          options={regionOptions(ctx.house, t)}
          value={wish.region}
          empty={t('shelters.all-regions')}
        />
        <SelectField
          name="group"
          label={t('shelters.for-whom')}
          options={GROUPS.map(value => ({ value, label: t.coded('shelters.group', value) }))}
          value={wish.group}
          empty={t('shelters.any')}
        />
        <Button kind="plain" label={t('shelters.filter')} />
      </div>
    </Form>
  )
}

async function personIn(ctx: Ctx, { query }: Visit): Promise<HeldFor | null> {
  const { caseId } = query
  return caseId && isId(caseId) && mayEnter(HOLDERS, ctx.actor.role) ? await caseToHoldFor(ctx, caseId) : null
}

function holdAt(ctx: Ctx, visit: Visit, person: HeldFor | null): HoldAt {
  if (!mayEnter(HOLDERS, ctx.actor.role) || mayEnter(MANAGER, ctx.actor.role)) return undefined
  const caseId = person ? { caseId: person.id } : {}
  return bedId => `${visit.href('/holds/new')}?${new URLSearchParams({ bedId, ...caseId })}`
}

async function Seeking(ctx: Ctx, visit: Visit) {
  const { t } = visit
  const person = await personIn(ctx, visit)
  const wish = await wishIn(ctx, visit, person)
  const shelters = await availability(ctx, wish)
  const at = holdAt(ctx, visit, person)
  const lead = person ? t('shelters.for-case-lead') : at && t('shelters.hold-how')
  return (
    <>
      {person && <Notification kind="info" title={t('shelters.for-case', { name: person.codeName })} />}
      {lead && <p>{lead}</p>}
      <Filter ctx={ctx} visit={visit} wish={wish} />
      {shelters.length > MOST_SHOWN && <p class="soft">{t('shelters.board-cut', { count: MOST_SHOWN })}</p>}
      <Board t={t} units={seekersUnits(ctx.house, t, shelters.slice(0, MOST_SHOWN), at)} />
    </>
  )
}

async function Own(ctx: Ctx, visit: Visit) {
  const { t, href } = visit
  const [shelters, units, waiting] = await Promise.all([ownShelters(ctx), ownUnits(ctx), waitingForBed(ctx)])
  if (shelters.length === 0) {
    return (
      <Notification kind="info" title={t('shelters.none-own')}>
        <p>{t('shelters.none-own-lead')}</p>
      </Notification>
    )
  }
  const stays = (await Promise.all(shelters.map(each => staysNow(ctx, each.id)))).flat()
  const links = shelters.map(each => ({
    href: href(`/shelters/${each.id}`),
    label: each.code,
    about: regionName(ctx.house, t, each.region),
  }))
  return (
    <>
      <WaitingTable visit={visit} rows={waiting} now={ctx.now} />
      <h2>{t('shelters.view-own')}</h2>
      <LinkList items={links} />
      <Board t={t} units={ownBoard(visit, shelters, units, stays)} />
    </>
  )
}

function Views({ visit, own }: { visit: Visit; own: boolean }) {
  const { t, href } = visit
  const tabs = [
    { href: href('/shelters'), label: t('shelters.view-own'), current: own },
    { href: `${href('/shelters')}?view=all`, label: t('shelters.view-all'), current: !own },
  ]
  return <Tabs label={t('shelters.views')} tabs={tabs} />
}

export const sheltersPage: Page = {
  path: '/shelters',
  access: BED_SEEKERS,
  nav: { heading: 'protection', word: 'shelters.nav' },
  async show(ctx, visit) {
    const { t, href, query } = visit
    const manages = mayEnter(MANAGER, ctx.actor.role)
    const own = manages && query.view !== 'all'
    const title = t(own ? 'shelters.title' : 'shelters.seek-title')
    const body = (
      <>
        <Headline
          title={title}
          lead={t(own ? 'shelters.own-lead' : 'shelters.seek-lead')}
          actions={own && <Button kind="plain" href={href('/shelters/new')} label={t('shelters.add-shelter')} />}
        />
        {manages && <Views visit={visit} own={own} />}
        {own ? await Own(ctx, visit) : await Seeking(ctx, visit)}
      </>
    )
    return ok({ title, body })
  },
}
