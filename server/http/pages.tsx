import type { Result } from '#domain/shared/result.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import { formToken, openFormToken } from '#server/auth/kept-form.ts'
import { transact } from '#server/db/transact.ts'
import type { Arriving } from '#server/files/vault.ts'
import type { House } from '#server/house.ts'
import { mayEnter } from './endpoint.ts'
import type { Member } from './member.ts'
import { messagePage } from './message-page.tsx'
import { once } from './once.ts'
import type { Action, Download, Page, Screen, Visit } from './page.ts'
import { type Problem, problemsOf, unstorable } from './problems.ts'
import type { Typed } from './read-fields.ts'
import { download, seeOther } from './respond.ts'
import { type Emergency, runningEmergency } from './running-emergency.ts'
import { pageIn } from './shell.tsx'
import { statusOf } from './status-of.ts'

/** One request for a page by somebody whose session holds. */
export type Knock = {
  house: House
  pages: readonly Page[]
  member: Member
  t: Translate
  url: URL
  /** The path without its language. */
  path: string
  params: Record<string, string>
  /** The page asks and no person. */
  byItself: boolean
  /** The file that came with a form, not read yet. */
  file?: Arriving | null
}

type Outcome = { typed: Typed; problems: readonly Problem[]; refusal: Visit['refusal'] }
const FRESH: Outcome = { typed: {}, problems: [], refusal: null }

const frameOf = (knock: Knock, token: string) => ({
  house: knock.house,
  pages: knock.pages,
  t: knock.t,
  path: knock.path,
  member: knock.member,
  token,
})

function visitOf(knock: Knock, outcome: Outcome): Visit {
  const { house, member, url, t, params } = knock
  return {
    t,
    url,
    params,
    query: Object.fromEntries([...url.searchParams].filter(asked => unstorable(asked).length === 0)),
    ...outcome,
    byItself: knock.byItself && house.live.follows(member.userId),
    token: formToken(house.keys.forms, { userId: member.userId, id: house.newId(), at: house.clock() }),
    href: path => `/${t.language}${path === '/' ? '' : path}`,
  }
}

function wordedPage(knock: Knock, status: number, kind: 'not-found' | 'not-allowed' | 'form-spent'): Response {
  const token = formToken(knock.house.keys.forms, {
    userId: knock.member.userId,
    id: knock.house.newId(),
    at: knock.house.clock(),
  })
  const { title, body } = messagePage(knock.t, kind, knock.house.country)
  return pageIn(frameOf(knock, token), { title, body }, status)
}

export const notAllowed = (knock: Knock): Response => wordedPage(knock, 403, 'not-allowed')
export const notFound = (knock: Knock): Response => wordedPage(knock, 404, 'not-found')

/** Shows a page: fresh, or again with what was typed and what is wrong with it. */
export async function showPage(knock: Knock, page: Page, status = 200, outcome: Outcome = FRESH): Promise<Response> {
  if (!mayEnter(page.access, knock.member.role)) return notAllowed(knock)
  const visit = visitOf(knock, outcome)
  let emergency: Emergency | null = null
  const shown: Result<Screen | Download> = await transact(knock.house, knock.member, async ctx => {
    const [screen, running] = await Promise.all([page.show(ctx, visit), runningEmergency(ctx)])
    emergency = running
    return screen
  })
  if (!shown.ok) return notFound(knock)
  if ('file' in shown.value) return download(shown.value.file)
  return pageIn({ ...frameOf(knock, visit.token), emergency, island: page.island }, shown.value, status)
}

/** The verb in its transaction, once for each submission; with the file that came, where one did. */
function perform(knock: Knock, action: Action, submission: string, input: object): Promise<Result<unknown>> {
  const { house, member, file } = knock
  const run = (given: object) =>
    transact(house, member, ctx => {
      const work = () => action.run(ctx, given as never)
      return action.reveal ? work() : once(ctx, `${action.path} ${submission}`, input, work)
    })
  if (!action.upload || !file) return run(input)
  return action.upload(input as never)(house, file, given => run({ ...input, file: given }))
}

/** Runs a form's verb once, then redirects; anything wrong shows the form again with every word kept. */
export async function submit(knock: Knock, action: Action, typed: Typed): Promise<Response> {
  if (!mayEnter(action.access, knock.member.role)) return notAllowed(knock)
  const { _form, ...fields } = typed
  const token = openFormToken(knock.house.keys.forms, typeof _form === 'string' ? _form : '', knock.house.clock())
  if (!token || token.userId !== knock.member.userId) return wordedPage(knock, 403, 'form-spent')

  const parsed = action.input.safeParse({ ...fields, ...knock.params }, { reportInput: true })
  if (!parsed.success) {
    return showPage(knock, action.again, 422, { typed: fields, problems: problemsOf(parsed.error), refusal: null })
  }
  if (action.upload && !knock.file) {
    const problems = [{ at: 'file', why: 'required' }]
    return showPage(knock, action.again, 422, { typed: fields, problems, refusal: null })
  }
  const result = await perform(knock, action, token.id, parsed.data)
  if (result.ok && action.reveal) {
    const visit = visitOf(knock, FRESH)
    return pageIn(frameOf(knock, visit.token), action.reveal(result.value as never, visit))
  }
  if (result.ok) {
    const next = action.next(result.value as never, knock.params)
    return seeOther(`/${knock.t.language}${next}`)
  }
  if (statusOf(result.code) === 404) return notFound(knock)
  const refusal = { code: result.code, detail: result.detail }
  return showPage(knock, action.again, statusOf(result.code), { typed: fields, problems: [], refusal })
}
