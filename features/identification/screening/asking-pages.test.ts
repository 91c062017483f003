import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answer, checked, hidden, note, openDesk } from '#tests/support/screening-desk.ts'
import { openDevice } from '#tests/support/screening-device.ts'
import type { Place } from '#tests/support/screening-place.ts'

describe.each([
  ['at a desk', openDesk],
  ['on a field device', openDevice],
])('%s', (_, open) => {
  let desk: Place
  beforeAll(async () => {
    desk = await open()
  })
  afterAll(() => desk.test.close())

  describe('starting', () => {
    test('what is missing is said, and what was typed is kept', async () => {
      const { status, html } = await desk.fill('/ru/screenings/new', { situation: 'phone' })
      expect(status).toBe(422)
      expect(html).toContain('error-summary')
      expect(html.replaceAll(/ id="[^"]*"/g, '')).toContain('name="situation" value="phone" checked')
    })

    test('a person of uncertain age is asked the questions for children, and the page says so', async () => {
      const { html } = await desk.open('/en/screenings/new')
      expect(html).toContain('protected as a child')
      const id = await desk.begun({ ageGroup: 'uncertain' })
      expect((await desk.open(`/en/screenings/${id}/exploitation`)).html).toContain(
        'Does the child work very long hours',
      )
    })

    test('an unverified border crossing is marked', async () => {
      expect((await desk.open('/en/screenings/new')).html).toMatch(/<option[^>]*>[^<]*\(not confirmed\)/)
    })

    test('a border crossing that is on no list is refused', async () => {
      const { status } = await desk.fill('/en/screenings/new', {
        situation: 'border',
        ageGroup: 'adult',
        language: 'kk',
        place: 'nowhere',
      })
      expect(status).toBe(422)
    })
  })

  describe('asking', () => {
    test('a screening left half-way goes on with every answer and note where it was', async () => {
      const id = await desk.begun()
      const first = await desk.fill(`/en/screenings/${id}/deceptive_recruitment`, {
        [answer('deceptive_recruitment.deceived_wages')]: 'yes',
        [note('deceptive_recruitment.deceived_wages')]: 'shown a letter',
        after: 'continue',
      })
      expect(first.to).toBe(`/en/screenings/${id}/coercive_recruitment`)
      const fourth = await desk.fill(`/en/screenings/${id}/exploitation`, {
        [answer('exploitation.low_no_salary')]: 'no',
        after: 'stop',
      })
      expect(fourth.to).toBe(`/en/screenings/${id}/check`)
      const again = await desk.open(`/en/screenings/${id}/deceptive_recruitment`)
      expect(checked(again.html, 'deceptive_recruitment.deceived_wages', 'yes')).toBe(true)
      expect(again.html).toContain('shown a letter')
      expect(
        checked((await desk.open(`/en/screenings/${id}/exploitation`)).html, 'exploitation.low_no_salary', 'no'),
      ).toBe(true)
      const { html } = await desk.open(`/en/screenings/${id}`)
      expect(html).toContain('Are you paid less than you were promised')
      expect(html).toContain('65 of 67 answers are not known')
      expect(html).toContain('9 answers not known')
    })

    test('the question stands in the language of the page and in that of the conversation', async () => {
      const id = await desk.begun({ language: 'kk' })
      const { html } = await desk.open(`/ru/screenings/${id}/exploitation`)
      expect(html).toContain('Вам платят очень мало')
      expect(html).toContain('<span lang="kk">Сізге өте аз төлей ме')
      expect(html).toContain('Раздел 4 из 6')
      expect(html).toContain('tel:11616')
    })

    test('two colleagues answer one question differently: both answers are shown, the choice is kept and so is the rest', async () => {
      const id = await desk.begun()
      const path = `/en/screenings/${id}/exploitation`
      const mine = await desk.open(path)
      await desk.fill(path, {
        [answer('exploitation.excessive_hours')]: 'yes',
        [note('exploitation.bad_living')]: 'theirs alone',
      })
      const stale = await desk.send(path, {
        _form: hidden(mine.html, '_form'),
        version: hidden(mine.html, 'version'),
        [answer('exploitation.excessive_hours')]: 'no',
        [answer('exploitation.hazardous_work')]: 'yes',
      })
      expect(stale.status).toBe(409)
      expect(stale.html).toMatch(/id="keep\.answers\.exploitation\.excessive_hours\.yours-value"[^>]*>No</)
      expect(stale.html).toMatch(/id="keep\.answers\.exploitation\.excessive_hours\.theirs-value"[^>]*>Yes</)
      const chosen = await desk.send(path, {
        _form: hidden(stale.html, '_form'),
        version: hidden(stale.html, 'version'),
        [answer('exploitation.excessive_hours')]: 'no',
        [answer('exploitation.hazardous_work')]: hidden(stale.html, 'answers\\[exploitation.hazardous_work\\]'),
        'keep.answers.exploitation.excessive_hours': 'theirs',
      })
      expect(chosen.status).toBe(303)
      const { html } = await desk.open(path)
      expect(checked(html, 'exploitation.excessive_hours', 'yes')).toBe(true)
      expect(checked(html, 'exploitation.hazardous_work', 'yes')).toBe(true)
      expect(html).toContain('theirs alone')
    })

    test('a stale form that touches other questions is simply saved', async () => {
      const id = await desk.begun()
      const path = `/en/screenings/${id}/exploitation`
      const mine = await desk.open(path)
      await desk.fill(`/en/screenings/${id}/coercive_recruitment`, {
        [answer('coercive_recruitment.debt_bondage')]: 'yes',
      })
      const fields = { _form: hidden(mine.html, '_form'), version: hidden(mine.html, 'version') }
      expect((await desk.send(path, { ...fields, [answer('exploitation.bad_living')]: 'yes' })).status).toBe(303)
      const other = await desk.open(`/en/screenings/${id}/coercive_recruitment`)
      expect(checked(other.html, 'coercive_recruitment.debt_bondage', 'yes')).toBe(true)
    })

    test('one question on a page: each leads to the next, over the end of a section, and nothing else is touched', async () => {
      const id = await desk.begun({ onPage: 'question' })
      const section = `/en/screenings/${id}/deceptive_recruitment`
      await desk.fill(section, { [note('deceptive_recruitment.deceived_wages')]: 'noted before' })
      const first = await desk.fill(section, {
        after: 'question',
        [note('deceptive_recruitment.deceived_wages')]: 'noted before',
      })
      const { html } = await desk.open(first.to)
      expect(html.match(/<fieldset/g)).toHaveLength(1)
      expect(html).toContain('Question 1 of 67')
      const question = 'deceptive_recruitment.deceived_job_location_employer'
      expect(first.to).toBe(`${section}?one=1`)
      const next = await desk.fill(first.to, { [answer(question)]: 'yes', [note(question)]: 'alone' })
      expect(next.to).toBe(`${section}?one=2`)
      const second = await desk.open(next.to)
      expect(second.html).toContain('Question 2 of 67')
      expect(second.html).toMatch(/class="back" href="[^"]*[?]one=1"/)
      const all = await desk.open(section)
      expect(checked(all.html, question, 'yes')).toBe(true)
      expect(all.html).toContain('noted before')
      expect(all.html).toContain('>alone<')
      await desk.fill(first.to, { [answer(question)]: 'yes', [note(question)]: '' })
      expect((await desk.open(section)).html).not.toContain('>alone<')
      const last = await desk.fill(`${section}?one=10`, {})
      expect(last.to).toMatch(/coercive_recruitment[?]one=1$/)
    })

    test('one question on a page stays so in another language and in her hands, until the whole section is asked for', async () => {
      const id = await desk.begun()
      const path = `/en/screenings/${id}/exploitation?one=4`
      expect((await desk.fill(path, { after: 'in-kk' })).to).toMatch(/exploitation[?]in=kk&one=4$/)
      const hers = await desk.open((await desk.fill(path, { after: 'hand' })).to)
      expect(hers.html.match(/<fieldset/g)).toHaveLength(1)
      expect(hers.html).toContain('class="hand"')
      expect((await desk.fill(path, { after: 'section' })).to).toBe(`/en/screenings/${id}/exploitation`)
      expect((await desk.fill(path, { after: 'stop' })).to).toBe(`/en/screenings/${id}/check`)
    })

    test('a form that asks one question saves no other, and a question that is none is not there', async () => {
      const id = await desk.begun()
      const path = `/en/screenings/${id}/exploitation?one=4`
      expect((await desk.fill(path, { [answer('exploitation.hazardous_work')]: 'yes' })).status).toBe(422)
      expect((await desk.open(`/en/screenings/${id}/exploitation?one=99`)).status).toBe(404)
      expect((await desk.open(`/en/screenings/${id}/exploitation?one=x`)).status).toBe(404)
      expect((await desk.fill(path, { one: '99' })).status).toBe(404)
      const long = await desk.fill(path, { [note('exploitation.bad_living')]: 'x'.repeat(501) })
      expect(long.status).toBe(422)
      expect(long.html.match(/<fieldset/g)).toHaveLength(1)
    })

    test('a note that is too long brings the form back with everything typed', async () => {
      const id = await desk.begun()
      const { status, html } = await desk.fill(`/kk/screenings/${id}/exploitation`, {
        [answer('exploitation.bad_living')]: 'yes',
        [note('exploitation.bad_living')]: 'x'.repeat(501),
      })
      expect(status).toBe(422)
      expect(html).toContain('href="#notes.exploitation.bad_living"')
      expect(checked(html, 'exploitation.bad_living', 'yes')).toBe(true)
      expect(html).toContain('x'.repeat(501))
    })

    test('strange fields, questions of another dimension and unknown addresses are no way in', async () => {
      const id = await desk.begun()
      const path = `/en/screenings/${id}/exploitation`
      expect((await desk.fill(path, { finding: 'not-indicated' })).status).toBe(422)
      expect((await desk.fill(path, { [answer('coercive_recruitment.debt_bondage')]: 'yes' })).status).toBe(422)
      expect((await desk.open('/en/screenings/not-an-id')).status).toBe(404)
      expect((await desk.open(`/en/screenings/${id}/no_such_dimension`)).status).toBe(404)
    })
  })

  describe('completing', () => {
    test('violence alone means refer now, with the reason in words and whom to call', async () => {
      const id = await desk.begun()
      const question = 'coercion_at_destination.violence_victim'
      const saved = await desk.fill(`/en/screenings/${id}/coercion_at_destination`, { [answer(question)]: 'yes' })
      expect((await desk.open(saved.to)).html).toContain('There is a sign of immediate danger')
      expect((await desk.fill(`/en/screenings/${id}/check`, {})).to).toBe(`/en/screenings/${id}`)
      const { html } = await desk.open(`/en/screenings/${id}`)
      expect(html).toMatch(/<h1><bdi>Refer this person for protection now/)
      expect(html).toContain('At work or where you live, has anyone hit or hurt you?')
      expect(html).toContain('has not been confirmed by its operator')
      expect(html).toContain('Not known is not no')
    })

    test('a completed screening can no longer be changed', async () => {
      const id = await desk.begun()
      const before = await desk.open(`/en/screenings/${id}/exploitation`)
      await desk.fill(`/en/screenings/${id}/check`, {})
      const late = await desk.send(`/en/screenings/${id}/exploitation`, {
        _form: hidden(before.html, '_form'),
        version: hidden(before.html, 'version'),
        [answer('exploitation.bad_living')]: 'yes',
      })
      expect(late.status).toBe(422)
      expect(late.html).toContain('This screening is completed')
      expect((await desk.open(`/en/screenings/${id}`)).html).toContain('No question was answered with yes')
    })

    test('answers that changed while they were checked are checked again', async () => {
      const id = await desk.begun()
      const { html } = await desk.open(`/en/screenings/${id}/check`)
      await desk.fill(`/en/screenings/${id}/exploitation`, { [answer('exploitation.bad_living')]: 'yes' })
      const fields = { _form: hidden(html, '_form'), version: hidden(html, 'version') }
      const { status, html: again } = await desk.send(`/en/screenings/${id}/check`, fields)
      expect(status).toBe(409)
      expect(again).toContain('error-summary')
      expect(again).toContain('Do you live in crowded')
    })
  })
})
