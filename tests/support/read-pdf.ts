import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A run of letters where it stands, in points from the lower left corner of its page. */
export type Run = {
  text: string
  size: number
  left: number
  right: number
  bottom: number
  top: number
  /** Not read out: the number of a page, a fold. */
  artifact: boolean
  content: string | null
}
/** A part of the document in one language, in the order in which a screen reader walks through it. */
export type Part = { lang: string | undefined; roles: string[]; names: string[]; text: string }
export type ReadPage = { width: number; height: number; runs: Run[]; parts: Part[]; missing: number }
export type Picture = { width: number; height: number; data: Uint8ClampedArray; png: Buffer }
export type ReadPdf = {
  title: unknown
  language: unknown
  tagged: boolean
  pages: ReadPage[]
  picture(page: number, scale: number): Promise<Picture>
  close(): Promise<void>
}

type Document = Awaited<ReturnType<typeof getDocument>['promise']>
type PdfPage = Awaited<ReturnType<Document['getPage']>>
type Content = Awaited<ReturnType<PdfPage['getTextContent']>>['items'][number]

/** Reads a PDF as others will: its letters, their places, its tags, and what is seen of it. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false })
  const document = await task.promise
  const { info } = await document.getMetadata()
  const pages: ReadPage[] = []
  for (let number = 1; number <= document.numPages; number++) pages.push(await readPage(await document.getPage(number)))
  const said: { Title?: unknown; Language?: unknown } = info
  return {
    title: said.Title,
    language: said.Language,
    tagged: Buffer.from(bytes).includes('/Marked true'),
    pages,
    picture: (page, scale) => pictureOf(document, page, scale),
    close: () => task.destroy(),
  }
}

async function readPage(page: PdfPage): Promise<ReadPage> {
  const { width, height } = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent({ includeMarkedContent: true })
  const runs = runsOf(items)
  const tree: Branch | null = await page.getStructTree()
  return { width, height, runs, parts: partsOf(tree, runs), missing: await missingLetters(page) }
}

function runsOf(items: readonly Content[]): Run[] {
  const open: { tag: unknown; id: string | null }[] = []
  return items.flatMap(item => {
    if (!('str' in item)) {
      if (item.type === 'endMarkedContent') open.pop()
      else open.push({ tag: 'tag' in item ? item.tag : undefined, id: item.id || null })
      return []
    }
    if (item.str.trim() === '') return []
    const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as number[]
    const size = Math.hypot(a, b)
    const turned = a < 0
    const [low, high] = [0.2 * size, 0.74 * size]
    return {
      text: item.str,
      size,
      left: turned ? x - item.width : x,
      right: turned ? x : x + item.width,
      bottom: turned ? y - high : y - low,
      top: turned ? y + low : y + high,
      artifact: open.some(each => each.tag === 'Artifact'),
      content: open.findLast(each => each.id !== null)?.id ?? null,
    }
  })
}

type Branch = { role: string; lang?: string | undefined; alt?: string | undefined; children: (Branch | Leaf)[] }
type Leaf = { type: string; id: string }

function partsOf(tree: Branch | null, runs: readonly Run[]): Part[] {
  const branches = (tree?.children ?? []).flatMap(each => ('role' in each ? [each] : []))
  return branches.map(branch => {
    const walked = walk(branch)
    const texts = walked.flatMap(({ id }) => runs.filter(run => id !== undefined && run.content === id))
    return {
      lang: branch.lang,
      roles: walked.flatMap(each => each.role ?? []),
      names: walked.flatMap(each => each.alt ?? []),
      text: texts.map(run => run.text).join(' '),
    }
  })
}

type Step = { role?: string; alt?: string | undefined; id?: string }

const walk = (branch: Branch): Step[] =>
  branch.children.flatMap((child): Step[] =>
    'role' in child ? [{ role: child.role, alt: child.alt }, ...walk(child)] : [{ id: child.id }],
  )

/** Letters that the font does not have are drawn as its glyph 0, an empty box. */
async function missingLetters(page: PdfPage): Promise<number> {
  const { fnArray, argsArray } = await page.getOperatorList()
  const shown = fnArray.flatMap((op, at): unknown[] => (op === OPS.showText ? argsArray[at][0] : []))
  return shown.filter(
    each => typeof each === 'object' && each && 'originalCharCode' in each && each.originalCharCode === 0,
  ).length
}

type Sheet = { canvas: { toBuffer(type: 'image/png'): Buffer }; context: CanvasRenderingContext2D }

async function pictureOf(document: Document, number: number, scale: number): Promise<Picture> {
  const page = await document.getPage(number)
  const viewport = page.getViewport({ scale })
  const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)]
  const factory = document.canvasFactory as { create(width: number, height: number): Sheet }
  const { canvas, context } = factory.create(width, height)
  await page.render({ canvas: null, canvasContext: context, viewport, background: '#fff' }).promise
  const { data } = context.getImageData(0, 0, width, height)
  return { width, height, data, png: canvas.toBuffer('image/png') }
}
