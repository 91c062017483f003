/** The first route whose path fits, with what stands in place of its `:names`. */
export function matching<R extends { path: string }>(
  routes: readonly R[],
  path: string,
): { route: R; params: Record<string, string> } | null {
  const asked = path.split('/')
  for (const route of routes) {
    const params = paramsOf(route.path.split('/'), asked)
    if (params) return { route, params }
  }
  return null
}

function paramsOf(parts: readonly string[], asked: readonly string[]): Record<string, string> | null {
  if (parts.length !== asked.length) return null
  const params: Record<string, string> = {}
  for (const [at, part] of parts.entries()) {
    const given = asked[at] ?? ''
    if (part.startsWith(':') && given !== '') params[part.slice(1)] = given
    else if (part !== given) return null
  }
  return params
}
