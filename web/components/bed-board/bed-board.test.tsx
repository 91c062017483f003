import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { BED_STATES, BedBoard } from './bed-board.tsx'

const states = { free: 'Free', held: 'Held', taken: 'Taken', out: 'Out of service' }
const beds = BED_STATES.map((state, index) => ({ id: `b${index}`, label: String(index + 1), state }))
const board = renderToString(
  <BedBoard units={[{ id: 'u', name: 'Women', beds }]} states={states} legend="Marks" empty="No beds" />,
)

test.each(BED_STATES)('a bed that is %s says so in words, not by colour alone', state => {
  const bed = new RegExp(`<li class="${state}"><div>(.*?)</div></li>`).exec(board)?.[1]
  expect(bed).toContain(`, ${states[state]}</span>`)
  expect(bed).toContain('<svg class="mark"')
})

test('every state has a shape of its own', () => {
  const shapes = BED_STATES.map(state => new RegExp(`<li class="${state}"><div>(<svg.*?</svg>)`).exec(board)?.[1])
  expect(new Set(shapes).size).toBe(BED_STATES.length)
})

test('a unit says how many beds it has in each state', () => {
  const two = renderToString(
    <BedBoard
      units={[{ id: 'u', name: 'Men', beds: [...beds, { id: 'b9', label: '9', state: 'free' }] }]}
      states={states}
      legend="Marks"
      empty="No beds"
    />,
  )
  expect(two).toContain('Free <b>2</b>')
})
