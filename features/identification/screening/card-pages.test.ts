import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answer, checked, type Desk, hidden, openDesk } from '#tests/support/screening-desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.test.close())

const startOf = (situation: string, ageGroup: string, length: string) =>
  desk.fill('/en/screenings/new', { situation, ageGroup, language: 'uz', length })

const idIn = (to: string) => /screenings\/([0-9a-f-]{36})\//.exec(to)?.[1] ?? ''

function cardNamed(id: string) {
  const card = desk.test.house.knowledge.latest(id)
  if (!card) throw new Error('no such card')
  return card
}

describe('which card an officer gets', () => {
  test.each([
    ['border-card', 'border', 'adult'],
    ['labour-inspection-card', 'workplace', 'adult'],
    ['consular-card', 'consulate', 'adult'],
    ['hotline-quick-screen', 'phone', 'adult'],
    ['child-card', 'border', 'child'],
    ['child-card', 'phone', 'uncertain'],
    ['ilo-labour-adult', 'shelter', 'adult'],
  ])('%s: %s, %s', async (id, situation, ageGroup) => {
    const card = cardNamed(id)
    const { to } = await startOf(situation, ageGroup, 'card')
    expect(to).toContain(`/${card.dimensions[0]?.key}`)
    const { html } = await desk.open(to)
    for (const { question } of card.dimensions[0]?.indicators ?? [])
      expect(html).toContain((question.uz ?? question.en).replaceAll('"', '&quot;'))
  })

  test('the whole list where somebody has the time', async () => {
    expect((await startOf('border', 'adult', 'in-depth')).to).toContain('/deceptive_recruitment')
  })
})

describe('a card that was answered', () => {
  test('a weak sign: ask more, in words on the result and on the list; what is not known is told out of how many', async () => {
    const id = idIn((await startOf('border', 'adult', 'card')).to)
    await desk.fill(`/en/screenings/${id}/seen`, { [answer('seen.fearful')]: 'yes' })
    await desk.fill(`/en/screenings/${id}/check`, {})
    const { html } = await desk.open(`/en/screenings/${id}`)
    expect(html).toContain('Ask more, in private')
    expect(html).toContain('14 of 15 answers are not known')
    expect((await desk.open('/en/screenings')).html).toContain('>ask more<')
  })

  test('the strength of a sign is told where it counts: not where signs are only counted, the strong where one is enough', async () => {
    const counted = idIn((await startOf('workplace', 'adult', 'card')).to)
    await desk.fill(`/en/screenings/${counted}/told`, {
      [answer('told.debt')]: 'yes',
      [answer('told.hours')]: 'yes',
      [answer('told.cannot_leave')]: 'yes',
    })
    await desk.fill(`/en/screenings/${counted}/check`, {})
    const labour = (await desk.open(`/en/screenings/${counted}`)).html
    expect(labour).not.toMatch(/(strong|medium|weak) sign</)
    expect(labour).toContain('immediate danger')
    const any = idIn((await startOf('border', 'adult', 'card')).to)
    await desk.fill(`/en/screenings/${any}/seen`, { [answer('seen.fearful')]: 'yes' })
    await desk.fill(`/en/screenings/${any}/told`, { [answer('told.documents_held')]: 'yes' })
    await desk.fill(`/en/screenings/${any}/check`, {})
    const border = (await desk.open(`/en/screenings/${any}`)).html
    expect(border).toContain('strong sign<')
    expect(border).not.toMatch(/(medium|weak) sign</)
  })

  test('a source that nobody has checked, and a number that nobody has, are marked', async () => {
    const id = idIn((await startOf('border', 'child', 'card')).to)
    await desk.fill(`/en/screenings/${id}/used`, { [answer('used.child_begging')]: 'yes' })
    await desk.fill(`/en/screenings/${id}/check`, {})
    const { html } = await desk.open(`/en/screenings/${id}`)
    const { source } = cardNamed('child-card')
    expect(html).toContain(`${source.replaceAll('"', '&quot;')}</span> (not confirmed)`)
    expect(html).toMatch(/116\u00a016 \(not confirmed\)/)
  })
})

test('a colleague was faster while the language was switched: the choice is kept, and so is the language', async () => {
  const id = idIn((await startOf('border', 'adult', 'card')).to)
  const path = `/en/screenings/${id}/told`
  const mine = await desk.open(path)
  await desk.fill(path, { [answer('told.documents_held')]: 'yes' })
  const stale = await desk.send(path, {
    _form: hidden(mine.html, '_form'),
    version: hidden(mine.html, 'version'),
    [answer('told.documents_held')]: 'no',
    after: 'in-tg',
  })
  expect(stale.status).toBe(409)
  const chosen = await desk.send(path, {
    _form: hidden(stale.html, '_form'),
    version: hidden(stale.html, 'version'),
    after: hidden(stale.html, 'after'),
    [answer('told.documents_held')]: 'no',
    'keep.answers.told.documents_held': 'theirs',
  })
  expect(chosen.to).toBe(`${path}?in=tg`)
  expect(checked((await desk.open(chosen.to)).html, 'told.documents_held', 'yes')).toBe(true)
})

test('a section that is changed from the check page stays in the language that was chosen, and so does the way back', async () => {
  const id = idIn((await startOf('border', 'adult', 'card')).to)
  const inTajik = cardNamed('border-card').dimensions[0]?.indicators[0]?.question.tg
  if (!inTajik) throw new Error('the card is not in Tajik')
  const check = `/en/screenings/${id}/check?in=tg`
  const switched = await desk.fill(`/en/screenings/${id}/told`, { after: 'in-tg' })
  expect((await desk.fill(switched.to, { spoken: 'tg', after: 'stop' })).to).toBe(check)
  const section = `/en/screenings/${id}/seen?from=check&amp;in=tg`
  expect((await desk.open(check)).html).toContain(`href="${section}"`)
  const { html } = await desk.open(section.replace('&amp;', '&'))
  expect(html).toContain(`<span lang="tg">${inTajik}`)
  expect(html).toContain('>Save and go back<')
  const carried = { spoken: hidden(html, 'spoken'), from: hidden(html, 'from') }
  expect((await desk.fill(section.replace('&amp;', '&'), { ...carried, after: 'stop' })).to).toBe(check)
  const again = await desk.fill(section.replace('&amp;', '&'), { ...carried, after: 'in-ky' })
  expect(again.to).toBe(`/en/screenings/${id}/seen?from=check&in=ky`)
})

test('the phone is handed over: her questions alone, in her language, and what the official noted stays', async () => {
  const id = idIn((await startOf('border', 'adult', 'card')).to)
  const path = `/en/screenings/${id}/told`
  const note = 'Invented note of the official'
  const given = await desk.fill(path, { 'notes[told.documents_held]': note, spoken: 'tg', after: 'hand' })
  expect(given.to).toBe(`${path}?in=tg&hand=1`)
  const { html } = await desk.open(given.to)
  const hers = html.slice(html.indexOf('<div class="hand"'))
  const told = cardNamed('border-card').dimensions.find(each => each.key === 'told')
  for (const { question } of told?.indicators ?? []) {
    expect(hers).toContain(question.tg)
    expect(hers).not.toContain(question.en)
  }
  expect(hers).toContain('>Намедонам<')
  expect(hers.replaceAll(/<input type="hidden"[^>]*>/g, '')).not.toContain(note)
  const kept = { 'notes[told.documents_held]': note, [answer('told.documents_held')]: 'yes', after: 'in-tg' }
  const back = await desk.fill(given.to, kept)
  expect(back.to).toBe(`${path}?in=tg`)
  const official = (await desk.open(back.to)).html
  expect(checked(official, 'told.documents_held', 'yes')).toBe(true)
  expect(official).toContain(note)
})
