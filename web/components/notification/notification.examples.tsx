import { Notification } from './notification.tsx'

export const examples = [
  { name: 'Success', node: <Notification kind="success" title="The referral is sent." /> },
  {
    name: 'Warning',
    node: (
      <Notification kind="warn" title="The hold on bed 4 ended at 18:00.">
        <p>
          The bed is free again. <a href="/hold">Hold it once more</a>
        </p>
      </Notification>
    ),
  },
  {
    name: 'Information',
    node: (
      <Notification kind="info" title="You are signed in as case worker.">
        <p>You see the cases of your agency, and those that others referred to you.</p>
      </Notification>
    ),
  },
]
