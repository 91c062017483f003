/** A sheet as text: its rows from the first on, each with its cells from the first on. */
export type Sheet = { name: string; rows: readonly (readonly string[])[] }

/** A workbook: the sheets that were read, and the names of those that were not. */
export type Workbook = { sheets: readonly Sheet[]; others: readonly string[] }
