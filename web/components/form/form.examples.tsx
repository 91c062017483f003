import { Answers, Checkboxes, Radios } from './choices.tsx'
import { DateField } from './date-field.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { FileField } from './file-field.tsx'
import { Button, Buttons, Form } from './form.tsx'
import { SelectField } from './select-field.tsx'
import { TextArea, TextField } from './text-field.tsx'

const answers = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
  { value: 'unknown', label: 'Not known' },
]
const needs = [
  { value: 'shelter', label: 'A safe place to sleep' },
  { value: 'doctor', label: 'A doctor', hint: 'Today, if there is pain or bleeding' },
  { value: 'documents', label: 'Документы, удостоверяющие личность и гражданство' },
]

export const examples = [
  {
    name: 'Text fields',
    node: (
      <Form action="/send" hidden={{ token: 'abc' }}>
        <TextField
          name="code-name"
          label="Code name"
          hint="A word that says nothing about the person"
          value="Tulip-204"
        />
        <TextField name="age" label="Age, if known" size="short" inputmode="numeric" maxlength={3} />
        <TextField name="visit-on" label="Day of the visit" type="date" value="2026-11-24" />
        <TextField name="password" label="Password" type="password" size="medium" autocomplete="current-password" />
        <TextArea name="wishes" label="The person's own wishes" rows={3} value={'Домой.\nНе говорить брату.'} />
        <SelectField
          name="language"
          label="Language"
          empty="Choose a language"
          value="uz"
          options={[
            { value: 'uz', label: 'Oʻzbekcha' },
            { value: 'fa', label: 'فارسی' },
          ]}
        />
        <Buttons>
          <Button label="Save and go on" />
          <Button label="Save as draft" kind="plain" name="then" value="draft" />
          <Button label="End the placement" kind="danger" name="then" value="end" />
          <Button label="Cancel" kind="plain" href="/cases" />
        </Buttons>
      </Form>
    ),
  },
  {
    name: 'A file',
    node: (
      <Form action="/send" multipart>
        <FileField name="file" label="File" hint="A PDF, at most 25 MB" accept={['application/pdf']} />
        <FileField name="other-file" label="Another file" error="Fill this in" />
      </Form>
    ),
  },
  {
    name: 'Choices and dates',
    node: (
      <Form action="/send">
        <Radios
          name="group"
          label="Who is the bed for?"
          hint="One answer"
          value="women"
          options={[
            { value: 'women', label: 'A woman', hint: 'Alone or with small children' },
            { value: 'men', label: 'A man' },
            { value: 'minor', label: 'Ата-анасының немесе заңды өкілдерінің қарауынсыз қалған кәмелетке толмаған' },
          ]}
        />
        <Answers name="documents-held" label="Does someone else hold the documents?" value="yes" options={answers} />
        <Checkboxes name="needs" label="What is needed now?" values={['doctor']} options={needs} />
        <DateField
          name="born"
          label="Born on"
          hint="For example 27 3 1998"
          labels={{ day: 'Day', month: 'Month', year: 'Year' }}
          value={{ day: '27', month: '3', year: '1998' }}
        />
      </Form>
    ),
  },
  {
    name: 'Every field refused',
    node: (
      <Form action="/send">
        <ErrorSummary
          title="There is something to mend"
          errors={[
            { at: 'bad-name', text: 'Enter a code name' },
            { at: 'bad-notes', text: 'The note is longer than 4,000 signs' },
            { at: 'bad-region', text: 'Choose a region' },
            { at: 'bad-answer', text: 'Answer, or say that it is not known' },
            { at: 'bad-needs', text: 'Choose at least one need' },
            { at: 'bad-born', text: 'There is no 31 February' },
            { text: 'Someone else is saving this record. Try again.' },
          ]}
        />
        <TextField
          name="bad-name"
          label="Code name"
          error="Enter a code name"
          required
          hint="A word that says nothing"
        />
        <TextArea name="bad-notes" label="Note" error="The note is longer than 4,000 signs" value="…" />
        <SelectField name="bad-region" label="Region" empty="Choose" options={[]} error="Choose a region" />
        <Answers
          name="bad-answer"
          label="Is the person free to leave the workplace?"
          error="Answer, or say that it is not known"
          options={answers}
          required
        />
        <Checkboxes name="bad-needs" label="Needs" error="Choose at least one need" options={needs} />
        <DateField
          name="bad-born"
          label="Born on"
          error="There is no 31 February"
          labels={{ day: 'Day', month: 'Month', year: 'Year' }}
          value={{ day: '31', month: '02', year: 'abcd' }}
        />
      </Form>
    ),
  },
  {
    name: 'One field that is the heading',
    node: (
      <Form action="/send" method="get">
        <TextField name="found-by" label="Who found the person?" heading hint="An agency or a name" />
      </Form>
    ),
  },
]
