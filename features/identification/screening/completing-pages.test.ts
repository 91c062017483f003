import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCase } from '#features/protection/cases/open-case.ts'
import { OpenCase } from '#features/protection/cases/record.ts'
import { answer, type Desk, hidden, openDesk } from '#tests/support/screening-desk.ts'
import { must, run } from '#tests/support/thread.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.test.close())

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
    expect(html).toContain(`/en/cases/new?screeningId=${id}`)
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

  test('once a case is open the result leads to it', async () => {
    const id = await desk.begun()
    await desk.fill(`/en/screenings/${id}/check`, {})
    const whole = { ageGroup: 'adult', personGroup: 'men', openedFrom: 'screening', screeningId: id }
    const opened = must(await run(desk.test, desk.officer, openCase, OpenCase.parse(whole)))
    const { html } = await desk.open(`/en/screenings/${id}`)
    expect(html).toContain(`/en/cases/${opened.id}`)
    expect(html).not.toContain('/cases/new')
  })
})
