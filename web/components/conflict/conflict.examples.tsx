import { Button, Buttons, Form } from '../form/form.tsx'
import { Conflict } from './conflict.tsx'

export const examples = [
  {
    name: 'Three fields differ',
    node: (
      <Form action="/cases/1" hidden={{ version: '7' }}>
        <Conflict
          title="Someone saved this case while you were writing"
          explains="Nothing is lost. Choose what to keep for each answer."
          labels={{ yours: 'What you typed', theirs: 'Saved by Umit centre at 11:20' }}
          empty="Empty"
          fields={[
            { name: 'risk', label: 'Risk', yours: 'High', theirs: 'Medium', kept: 'yours' },
            {
              name: 'wishes',
              label: 'The person’s own wishes',
              yours: 'To go home before spring.\nNot to meet the brother.',
              theirs: '‮می‌خواهد به خانه برگردد',
            },
            { name: 'interpreter', label: 'Interpreter', yours: '', theirs: 'Uzbek' },
          ]}
        />
        <Buttons>
          <Button label="Save these answers" />
          <Button label="Leave the case as it is" kind="plain" href="/cases/1" />
        </Buttons>
      </Form>
    ),
  },
]
