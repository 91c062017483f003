import { Hidden } from '#web/components/form/form.tsx'
import type { AskRights } from './record.ts'

/** Her answers go along inside the page and never in an address; nothing of them is kept here. */
export function Carried({ told }: { told: AskRights }) {
  const pairs = Object.entries(told).flatMap(([name, value]): [string, string][] => {
    if (Array.isArray(value)) return value.map(each => [`${name}[]`, each])
    return typeof value === 'string' && value !== '' ? [[name, value]] : []
  })
  return pairs.map(([name, value]) => <Hidden key={`${name} ${value}`} name={name} value={value} />)
}
