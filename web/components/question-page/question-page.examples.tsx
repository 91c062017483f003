import { Answers } from '../form/choices.tsx'
import { Button, Buttons, Form } from '../form/form.tsx'
import { TextArea } from '../form/text-field.tsx'
import { QuestionPage } from './question-page.tsx'

const options = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
  { value: 'unknown', label: 'Not known' },
]
const back = { href: '/screenings/1/2', label: 'Back' }

export const examples = [
  {
    name: 'A section of a screening',
    node: (
      <QuestionPage
        title="Recruitment"
        back={back}
        progress={{ text: 'Section 2 of 6', at: 2, of: 6 }}
        lead="Ask in your own words. It is right to leave a question open."
      >
        <Form action="/screenings/1/3" hidden={{ version: '3' }}>
          <Answers
            name="promised"
            label="Was the work different from what was promised?"
            value="yes"
            options={options}
          />
          <Answers name="debt" label="Does the person owe money to the recruiter?" options={options} />
          <TextArea name="note" label="Where this was seen or heard" rows={2} />
          <Buttons>
            <Button label="Save and go on" />
            <Button label="Save for later" kind="plain" name="then" value="later" />
          </Buttons>
        </Form>
      </QuestionPage>
    ),
  },
  {
    name: 'Sent back with an error',
    node: (
      <QuestionPage
        title="Вербовка"
        back={{ href: '#', label: 'Назад' }}
        progress={{ text: 'Раздел 2 из 6', at: 2, of: 6 }}
        errors={{
          title: 'Нужно исправить',
          errors: [{ at: 'promised-ru', text: 'Ответьте или отметьте «неизвестно»' }],
        }}
      >
        <Answers
          name="promised-ru"
          label="Работа отличалась от обещанной?"
          error="Ответьте или отметьте «неизвестно»"
          options={[
            { value: 'yes', label: 'Да' },
            { value: 'no', label: 'Нет' },
            { value: 'unknown', label: 'Неизвестно' },
          ]}
        />
      </QuestionPage>
    ),
  },
]
