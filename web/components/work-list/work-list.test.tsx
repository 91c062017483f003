import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { WorkList } from './work-list.tsx'

const at = (hour: number) => new Date(Date.UTC(2026, 10, 24, hour))

test('what is late stands first, then what is due soonest, then the rest', () => {
  const html = renderToString(
    <WorkList
      empty="Nothing"
      items={[
        { id: '1', href: '/1', title: 'rest' },
        { id: '2', href: '/2', title: 'evening', due: { at: at(20), text: '20:00' } },
        { id: '3', href: '/3', title: 'noon', due: { at: at(12), text: '12:00' } },
        { id: '4', href: '/4', title: 'late', due: { at: at(8), text: '08:00' }, late: '3 hours late' },
      ]}
    />,
  )
  expect([...html.matchAll(/<bdi>(.*?)<\/bdi>/g)].map(found => found[1])).toEqual(['late', 'noon', 'evening', 'rest'])
})
