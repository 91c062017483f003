import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { Answers, Checkboxes, Radios } from './choices.tsx'
import { DateField, dayOf } from './date-field.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { Form } from './form.tsx'
import { SelectField } from './select-field.tsx'
import { TextArea, TextField } from './text-field.tsx'

const HOSTILE = '"><script>alert(1)</script>&\u202e'
const ESCAPED = '&quot;>&lt;script>'

test('what was typed comes back as text, never as markup', () => {
  const html = renderToString(
    <Form action="/x" hidden={{ token: HOSTILE }}>
      <TextField name="a" label={HOSTILE} value={HOSTILE} hint={HOSTILE} error={HOSTILE} />
      <TextArea name="b" label="B" value={HOSTILE} />
      <Radios name="c" label="C" options={[{ value: HOSTILE, label: HOSTILE, hint: HOSTILE }]} value={HOSTILE} />
      <SelectField name="d" label="D" options={[{ value: HOSTILE, label: HOSTILE }]} value={HOSTILE} />
      <DateField name="e" label="E" labels={{ day: 'D', month: 'M', year: 'Y' }} value={{ day: HOSTILE }} />
    </Form>,
  )
  expect(html).not.toContain('<script')
  expect(html).toContain(`value="${ESCAPED}`)
})

test('the hint and the error are read with the field', () => {
  const html = renderToString(<TextField name="age" label="Age" hint="In years" error="Enter a number" />)
  expect(html).toContain('aria-describedby="age-hint age-error"')
  expect(html).toContain('aria-invalid="true"')
  expect(html).toContain('<label for="age">Age</label>')
})

test('the error summary leads to the first control of each kind of field', () => {
  const options = [
    { value: 'yes', label: 'Yes' },
    { value: 'no', label: 'No' },
  ]
  const fields = ['one', 'two', 'three', 'four']
  const html = renderToString(
    <>
      <ErrorSummary title="To mend" errors={fields.map(at => ({ at, text: `Mend ${at}` }))} />
      <Answers name="one" label="One" options={options} />
      <Checkboxes name="two" label="Two" options={options} />
      <DateField name="three" label="Three" labels={{ day: 'D', month: 'M', year: 'Y' }} />
      <TextField name="four" label="Four" />
    </>,
  )
  for (const at of fields) {
    expect(html).toContain(`href="#${at}"`)
    expect(html).toMatch(new RegExp(`<input[^>]* id="${at}"`))
  }
  expect(html).toMatch(/class="error-summary" role="alert" tabindex="-1"/)
})

test('no errors, no summary', () => {
  expect(renderToString(<ErrorSummary title="To mend" errors={[]} />)).toBe('')
})

test('the chosen answers are still chosen when the page comes back', () => {
  const options = [
    { value: 'yes', label: 'Yes' },
    { value: 'no', label: 'No' },
  ]
  const html = renderToString(<Radios name="q" label="Q" options={options} value="no" />)
  expect(html).toMatch(/value="no" checked/)
  expect(html).not.toMatch(/value="yes" checked/)
  expect(renderToString(<SelectField name="s" label="S" options={options} value="yes" />)).toMatch(
    /<option value="yes" selected|<option selected value="yes"/,
  )
})

test.each([
  [{ day: '7', month: '3', year: '1998' }, '1998-03-07'],
  [{ day: '29', month: '02', year: '2024' }, '2024-02-29'],
  [{ day: ' ', month: '', year: '' }, ''],
  [{}, ''],
  [{ day: '31', month: '2', year: '2024' }, undefined],
  [{ day: '1', month: '1', year: '98' }, undefined],
  [{ day: '1', year: '1998' }, undefined],
  [{ day: 'x', month: '1', year: '1998' }, undefined],
])('three boxes %j are the day %s', (typed, day) => {
  expect(dayOf(typed)).toBe(day)
})
