import { examples as bedBoard } from './bed-board/bed-board.examples.tsx'
import { examples as call } from './call/call.examples.tsx'
import { examples as confirmation } from './confirmation/confirmation.examples.tsx'
import { examples as conflict } from './conflict/conflict.examples.tsx'
import { examples as contactFlag } from './contact-flag/contact-flag.examples.tsx'
import { examples as dayClock } from './day-clock/day-clock.examples.tsx'
import { examples as details } from './details/details.examples.tsx'
import { examples as dimensionChart } from './dimension-chart/dimension-chart.examples.tsx'
import type { Example } from './example.ts'
import { examples as flow } from './flow/flow.examples.tsx'
import { examples as form } from './form/form.examples.tsx'
import { examples as given } from './given/given.examples.tsx'
import { examples as headline } from './headline/headline.examples.tsx'
import { examples as hourChart } from './hour-chart/hour-chart.examples.tsx'
import { examples as linkGroups } from './link-groups/link-groups.examples.tsx'
import { examples as linkList } from './link-list/link-list.examples.tsx'
import { examples as live } from './live/live.examples.tsx'
import { examples as notification } from './notification/notification.examples.tsx'
import { examples as page } from './page/page.examples.tsx'
import { examples as paper } from './paper/paper.examples.tsx'
import { examples as picture } from './picture/picture.examples.tsx'
import { examples as qrPicture } from './qr-picture/qr-picture.examples.tsx'
import { examples as questionPage } from './question-page/question-page.examples.tsx'
import { examples as ranges } from './ranges/ranges.examples.tsx'
import { examples as readAloud } from './read-aloud/read-aloud.examples.tsx'
import { examples as sourced } from './sourced/sourced.examples.tsx'
import { examples as stats } from './stats/stats.examples.tsx'
import { examples as statusTag } from './status-tag/status-tag.examples.tsx'
import { examples as summaryList } from './summary-list/summary-list.examples.tsx'
import { examples as table } from './table/table.examples.tsx'
import { examples as tabs } from './tabs/tabs.examples.tsx'
import { examples as tierClock } from './tier-clock/tier-clock.examples.tsx'
import { examples as tierRibbon } from './tier-ribbon/tier-ribbon.examples.tsx'
import { examples as timeline } from './timeline/timeline.examples.tsx'
import { examples as workList } from './work-list/work-list.examples.tsx'

/** Every component with its examples, for the development page and the tests. Those of `page` are whole documents. */
export const exampleGroups: readonly { name: string; examples: readonly Example[] }[] = [
  { name: 'bed-board', examples: bedBoard },
  { name: 'call', examples: call },
  { name: 'confirmation', examples: confirmation },
  { name: 'conflict', examples: conflict },
  { name: 'contact-flag', examples: contactFlag },
  { name: 'day-clock', examples: dayClock },
  { name: 'details', examples: details },
  { name: 'dimension-chart', examples: dimensionChart },
  { name: 'flow', examples: flow },
  { name: 'form', examples: form },
  { name: 'given', examples: given },
  { name: 'headline', examples: headline },
  { name: 'hour-chart', examples: hourChart },
  { name: 'link-groups', examples: linkGroups },
  { name: 'link-list', examples: linkList },
  { name: 'live', examples: live },
  { name: 'notification', examples: notification },
  { name: 'page', examples: page },
  { name: 'paper', examples: paper },
  { name: 'picture', examples: picture },
  { name: 'qr-picture', examples: qrPicture },
  { name: 'question-page', examples: questionPage },
  { name: 'ranges', examples: ranges },
  { name: 'read-aloud', examples: readAloud },
  { name: 'sourced', examples: sourced },
  { name: 'stats', examples: stats },
  { name: 'status-tag', examples: statusTag },
  { name: 'summary-list', examples: summaryList },
  { name: 'table', examples: table },
  { name: 'tabs', examples: tabs },
  { name: 'tier-clock', examples: tierClock },
  { name: 'tier-ribbon', examples: tierRibbon },
  { name: 'timeline', examples: timeline },
  { name: 'work-list', examples: workList },
]
