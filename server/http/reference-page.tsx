import { z } from 'zod'
import type { Translate } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { Table } from '#web/components/table/table.tsx'
import type { Endpoint } from './endpoint.ts'
import { publicPageIn } from './shell.tsx'
import { statusOf } from './status-of.ts'
import type { Tokenless } from './tokenless.ts'

type Operation = Endpoint | Tokenless
const methodOf = (each: Operation) => ('method' in each ? each.method : 'post')

type Field = { name: string; where: string; required: boolean; form: string }

function fieldsOf(each: Operation): Field[] {
  const schema = z.toJSONSchema(each.input, { io: 'input', unrepresentable: 'any' })
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    where: each.path.includes(`{${name}}`) ? 'path' : methodOf(each) === 'get' ? 'query' : 'body',
    required: required.has(name),
    form: formOf(property),
  }))
}

function formOf(property: z.core.JSONSchema._JSONSchema): string {
  if (typeof property !== 'object') return ''
  if (property.enum) return property.enum.join(' | ')
  if (property.anyOf) return property.anyOf.map(formOf).join(' | ')
  const size = property.maxLength ? ` ≤ ${property.maxLength}` : ''
  return `${property.format ?? property.type ?? 'any'}${size}`
}

function rolesOf(each: Operation, t: Translate): string {
  if (!('access' in each)) return t('shell.api-no-token')
  return each.access === 'signed-in' ? t('shell.api-any-role') : each.access.join(', ')
}

function OperationSection({ each, t }: { each: Operation; t: Translate }) {
  return (
    <section>
      <h2 id={`${methodOf(each)}${each.path.replaceAll(/[^\w]+/g, '-')}`}>
        <code>
          {methodOf(each).toUpperCase()} {each.path}
        </code>
      </h2>
      <p>{each.summary}</p>
      <p class="soft">
        {t('shell.api-roles')}: {rolesOf(each, t)}
      </p>
      <Table
        caption={t('shell.api-fields')}
        captionUnseen
        columns={[
          { key: 'name', label: t('shell.api-field'), cell: field => <code>{field.name}</code>, head: true },
          { key: 'where', label: t('shell.api-where'), cell: field => `${field.where}${field.required ? ' *' : ''}` },
          { key: 'form', label: t('shell.api-form'), cell: field => <code>{field.form}</code> },
        ]}
        rows={fieldsOf(each)}
        rowId={field => field.name}
        empty={t('shell.api-no-fields')}
      />
      {each.refusals.length > 0 && (
        <p>
          {t('shell.api-refusals')}: {each.refusals.map(code => `${code} (${statusOf(code)})`).join(', ')}
        </p>
      )}
    </section>
  )
}

/** The reference that a person reads: the same list that the router serves. */
export function referencePage(
  house: House,
  t: Translate,
  endpoints: readonly Operation[],
  accept: string | null,
): Promise<Response> {
  const body = (
    <>
      <Headline title={t('shell.api')} lead={t('shell.api-lead')} />
      <p>
        <a href="/api/openapi.json">openapi.json</a>
      </p>
      {endpoints.map(each => (
        <OperationSection key={`${methodOf(each)} ${each.path}`} each={each} t={t} />
      ))}
    </>
  )
  const frame = { house, pages: [], t, path: '/', member: null, token: '' }
  return publicPageIn(frame, { title: t('shell.api'), body }, 200, accept)
}
