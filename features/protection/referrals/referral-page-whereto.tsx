import type { Role } from '#domain/access/roles.ts'
import type { Visit } from '#server/http/page.ts'
import { LinkList } from '#web/components/link-list/link-list.tsx'
import type { Stay } from './queries.ts'

type Props = { visit: Visit; role: Role; stay: Stay | null; addresses: readonly { id: string; code: string }[] }

/** Where an accepted person goes: the bed, and for who brings her the way to the address. */
export function Whereto({ visit: { t, href }, role, stay, addresses }: Props) {
  // Who may not open the address page is not shown the way to it.
  const open = role === 'officer' ? [] : addresses.filter(each => !stay || each.id === stay.shelterId)
  if (!stay && open.length === 0) return null
  return (
    <>
      <h2>{t('referrals.where')}</h2>
      {stay && (
        <p>
          {t('referrals.in-bed-since', { shelter: stay.shelterCode, bed: stay.bedLabel, at: t.instant(stay.since) })}
        </p>
      )}
      {open.length > 0 && (
        <LinkList
          items={open.map(({ id, code }) => ({
            href: href(`/shelters/${id}/address`),
            label: t('referrals.address-of', { shelter: code }),
            about: t('referrals.address-lead'),
          }))}
        />
      )}
    </>
  )
}
