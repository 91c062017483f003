export type AttachmentTables = {
  attachment: {
    id: string
    case_id: string
    kind: 'document' | 'photo' | 'audio'
    media_type: string
    bytes: number
    original: boolean
    agency_id: string
    added_by: string
    added_at: Date
    sealed_name: Buffer
    sealed_key: Buffer
  }
}
