// The rooms of the programme: what each is called and what it is for.
export const roomsVi = {
  'room.dossiers.title': 'Hồ sơ công nhận',
  'room.dossiers.lead': 'Từ tự đánh giá đến quyết định: hồ sơ đang ở đâu, đến lượt ai, còn bao nhiêu ngày.',
} as const;
