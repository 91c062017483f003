import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { Timeline, type TimelineEvent } from './timeline.tsx'

const event = (id: string, day: number, text: string): TimelineEvent => ({
  id,
  lane: 'case',
  at: new Date(Date.UTC(2026, 10, day)),
  when: `${day} November`,
  text,
})
const timeline = (events: TimelineEvent[], newestFirst = false) =>
  renderToString(
    <Timeline
      title="Tulip-204"
      description="What happened"
      lanes={[
        { key: 'case', label: 'Case' },
        { key: 'bed', label: 'Beds' },
      ]}
      events={events}
      dayLabel={day => `${day.getUTCDate()} Nov`}
      newestFirst={newestFirst}
      empty="Nothing yet"
    />,
  )

test('the picture has a name and the list behind it holds every event in order', () => {
  const html = timeline([event('b', 20, 'second'), event('a', 18, 'first')])
  expect(html).toContain('role="img" aria-label="Tulip-204. What happened"')
  expect(html.indexOf('first')).toBeLessThan(html.indexOf('second'))
  expect(html).toContain('<time datetime="2026-11-18T00:00:00.000Z">18 November</time>')
})

test('newest first turns the list round', () => {
  const html = timeline([event('a', 18, 'first'), event('b', 20, 'second')], true)
  expect(html.indexOf('second')).toBeLessThan(html.indexOf('first'))
})

test('lanes without events are left out', () => {
  expect(timeline([event('a', 18, 'first'), event('b', 20, 'second')])).not.toContain('Beds')
})

test('one event makes a list and no picture; none makes a sentence', () => {
  expect(timeline([event('a', 18, 'first')])).not.toContain('<svg')
  expect(timeline([])).toBe('<p class="empty">Nothing yet</p>')
})
