/** Something that was read, as a reader finds it again. `lang`: of the text, where it is not that of the page. */
export type Source = {
  readonly text: string
  readonly lang?: 'en'
  readonly href?: string | undefined
}

/** One statement, with the numbers of the sources that it stands on. `unsure`: nobody has checked one of them. */
export type Line = { readonly text: string; readonly cites: readonly number[]; readonly unsure: boolean }

/** Numbers sources from one as they are named for the first time. */
export type SourceBook = { readonly sources: readonly Source[]; cite(source: Source): number }

export function sourceBook(): SourceBook {
  const sources: Source[] = []
  return {
    sources,
    cite(source) {
      const known = sources.findIndex(each => each.text === source.text && each.href === source.href)
      return known >= 0 ? known + 1 : sources.push(source)
    },
  }
}

/** A statement on several sources, each once, in the order of their numbers. */
export const lineOf = (text: string, cites: readonly number[], unsure = false): Line => ({
  text,
  cites: [...new Set(cites)].toSorted((one, other) => one - other),
  unsure,
})
