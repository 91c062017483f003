import { Button } from '../form/form.tsx'
import { StatusTag } from '../status-tag/status-tag.tsx'
import { Columns, Headline } from './headline.tsx'

export const examples = [
  {
    name: 'With crumbs, tag, lead and actions',
    node: (
      <Headline
        title="Tulip-204"
        crumbsLabel="You are here"
        crumbs={[
          { href: '/', label: 'My work' },
          { href: '/cases', label: 'Cases' },
        ]}
        tag={
          <>
            <StatusTag tone="wait" text="waits for the shelter's answer" />
            <StatusTag tone="late" text="high risk" />
          </>
        }
        lead="Worker from Uzbekistan, construction, found by a labour inspector on 18 November."
        actions={
          <>
            <Button label="Record a wish" href="/wish" />
            <Button label="Who has looked" href="/log" kind="plain" />
          </>
        }
      />
    ),
  },
  { name: 'A name that reads from right to left', node: <Headline title="‮مریم احمدی" /> },
  {
    name: 'Very long words',
    node: <Headline title="Қанағаттандырылмағандықтарыңыздан сақтандырылмағандардың мәселелері" />,
  },
  {
    name: 'Two columns',
    node: (
      <Columns aside={<p>Narrow part.</p>}>
        <p>Wide part. It holds what one reads first, and it keeps a comfortable length of line.</p>
      </Columns>
    ),
  },
]
