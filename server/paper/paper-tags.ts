type Pen = PDFKit.PDFDocument
/** What a screen reader walks through. */
export type Tag = ReturnType<Pen['struct']>

export function childOf(pdf: Pen, parent: Tag, role: string, alt?: string): Tag {
  const child = pdf.struct(role, alt === undefined ? {} : { alt })
  parent.add(child)
  return child
}

/** Lines and grounds say nothing that the words do not say. */
export function unspoken(pdf: Pen, type: 'Layout' | 'Pagination', draw: () => void): void {
  pdf.markContent('Artifact', { type })
  draw()
  pdf.endMarkedContent()
}

/** What is drawn is what this tag says. */
export function spoken(pdf: Pen, tag: Tag, role: string, draw: () => void): void {
  const content = pdf.markStructureContent(role)
  draw()
  pdf.endMarkedContent()
  tag.add(content)
}
