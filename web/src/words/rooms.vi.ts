// The rooms of the programme: what each is called and what it is for.
export const roomsVi = {
  'room.dossiers.title': 'Hồ sơ công nhận',
  'room.dossiers.lead': 'Từ tự đánh giá đến quyết định: hồ sơ đang ở đâu, đến lượt ai, còn bao nhiêu ngày.',
  'room.villages.title': 'Thôn và khu dân cư',
  'room.villages.lead': 'Danh sách thôn, danh hiệu của thôn và khu dân cư kiểu mẫu, sổ tháng giữ danh hiệu.',
  'room.plans.title': 'Kế hoạch năm',
  'room.plans.lead': 'Xã nào phải đạt gì trong năm, việc phải làm, tiến độ, và kết quả so với kế hoạch.',
  'room.sustain.title': 'Duy trì danh hiệu',
  'room.sustain.lead': 'Xã nào còn giữ danh hiệu vững, xã nào có nguy cơ bị thu hồi; kiểm tra hằng năm.',
  'room.surveys.title': 'Lấy ý kiến người dân',
  'room.surveys.lead': 'Mặt trận hỏi từng hộ có hài lòng không: phát phiếu, nhập phiếu, niêm phong, kết quả.',
  'room.councils.title': 'Hội đồng thẩm định',
  'room.councils.lead': 'Phiên họp, ý kiến, bỏ phiếu kín và biên bản về các hồ sơ chờ hội đồng.',
  'room.citizens.title': 'Hỏi đáp với người dân',
  'room.citizens.lead':
    'Câu hỏi, báo thông tin sai và đề nghị gỡ ảnh của người dân: đến lượt ai, còn mấy ngày, trả lời và công bố.',
  'room.register.title': 'Sổ công nhận',
  'room.register.lead': 'Quyết định công nhận và thu hồi theo ngày, công bố, nhập từ Excel, lời khai sổ đầy đủ.',
  'room.newsroom.title': 'Tòa soạn',
  'room.newsroom.lead': 'Tin, bài và sự kiện: viết, kiểm số liệu, duyệt, đăng, đính chính; mỗi con số có nguồn.',
} as const;
