import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import { Board, ownBoard } from './board-page-parts.tsx'
import { type OwnUnit, ownShelter, ownUnits, type Shelter, waitingForBed } from './board-queries.ts'
import { languageNames, regionName } from './page-words.ts'
import { type Stay, staysNow } from './queries.ts'
import { MANAGER } from './record.ts'
import { WaitingTable } from './waiting-page-part.tsx'

type Kind = Stay['kind']

const PLACE: Record<Kind, string> = { placement: '/placements', hold: '/holds' }

function columns(visit: Visit, kind: Kind, beds: ReadonlyMap<string, string>): Column<Stay>[] {
  const { t, href } = visit
  const when: Column<Stay> =
    kind === 'hold'
      ? { key: 'until', label: t('shelters.until'), cell: row => (row.until ? t.instant(row.until) : '') }
      : { key: 'since', label: t('shelters.since'), cell: row => t.instant(row.since) }
  return [
    { key: 'name', label: t('shelters.code-name'), head: true, cell: row => row.codeName },
    { key: 'bed', label: t('shelters.bed'), cell: row => beds.get(row.bedId) ?? '' },
    when,
    {
      key: 'next',
      label: t('shelters.next'),
      cell: row => (
        <a href={href(`${PLACE[kind]}/${row.id}`)}>
          {t(kind === 'hold' ? 'shelters.see-hold' : 'shelters.see-stay')}
          <span class="unseen">: {row.codeName}</span>
        </a>
      ),
    },
  ]
}

function Uses({
  visit,
  kind,
  stays,
  units,
}: {
  visit: Visit
  kind: Kind
  stays: readonly Stay[]
  units: readonly OwnUnit[]
}) {
  const { t } = visit
  const title = t(kind === 'hold' ? 'shelters.holds' : 'shelters.stays')
  const beds = new Map(units.flatMap(unit => unit.beds.map(bed => [bed.id, `${unit.label}, ${bed.label}`])))
  return (
    <>
      <h2>{title}</h2>
      <Table
        caption={title}
        captionUnseen
        columns={columns(visit, kind, beds)}
        rows={stays.filter(each => each.kind === kind)}
        rowId={row => row.id}
        empty={t(kind === 'hold' ? 'shelters.holds-none' : 'shelters.stays-none')}
      />
    </>
  )
}

function Top({ ctx, visit, shelter }: { ctx: Ctx; visit: Visit; shelter: Shelter }) {
  const { t, href } = visit
  const speaks = languageNames(t, shelter.languages)
  const region = regionName(ctx.house, t, shelter.region)
  return (
    <Headline
      title={shelter.code}
      crumbs={[{ href: href('/shelters'), label: t('shelters.title') }]}
      crumbsLabel={t('shell.you-are-here')}
      lead={speaks ? `${region} · ${t('shelters.speaks', { languages: speaks })}` : region}
      actions={
        <>
          <Button kind="plain" href={href(`/shelters/${shelter.id}/units/new`)} label={t('shelters.add-unit')} />
          <Button kind="plain" href={href(`/shelters/${shelter.id}/address`)} label={t('shelters.address')} />
        </>
      }
    />
  )
}

export const shelterPage: Page = {
  path: '/shelters/:shelterId',
  access: MANAGER,
  async show(ctx, visit) {
    const { t } = visit
    const shelterId = visit.params.shelterId ?? ''
    const shelter = isId(shelterId) ? await ownShelter(ctx, shelterId) : null
    if (!shelter) return refuse('shelter.not-found')
    const [units, stays, waiting] = await Promise.all([
      ownUnits(ctx, shelterId),
      staysNow(ctx, shelterId),
      waitingForBed(ctx),
    ])
    const body = (
      <>
        <Top ctx={ctx} visit={visit} shelter={shelter} />
        <WaitingTable visit={visit} rows={waiting} now={ctx.now} />
        <h2>{t('shelters.board')}</h2>
        <Board t={t} units={ownBoard(visit, [shelter], units, stays)} />
        <Uses visit={visit} kind="placement" stays={stays} units={units} />
        <Uses visit={visit} kind="hold" stays={stays} units={units} />
      </>
    )
    return ok({ title: shelter.code, body })
  },
}
