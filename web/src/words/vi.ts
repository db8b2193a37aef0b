// The words of the app. Vietnamese is the first language: en.ts must have the same keys, with the same {names}.
import { reorganisationVi } from './reorganisation.vi';
import { councilsVi } from './councils.vi';
import { dossiersVi } from './dossiers.vi';
import { roomsVi } from './rooms.vi';
import { plansVi } from './plans.vi';
import { registerVi } from './register.vi';
import { screensVi } from './screens.vi';
import { villagesVi } from './villages.vi';
import { surveysVi } from './surveys.vi';
import { newsroomVi } from './newsroom.vi';
import { sustainVi } from './sustain.vi';
import { citizensVi } from './citizens.vi';

export const vi = {
  ...plansVi,
  ...registerVi,
  ...reorganisationVi,
  ...councilsVi,
  ...dossiersVi,
  ...roomsVi,
  ...screensVi,
  ...villagesVi,
  ...surveysVi,
  ...sustainVi,
  ...citizensVi,
  ...newsroomVi,
  'shell.title': 'Làm việc',
  'shell.skip': 'Đến nội dung',
  'shell.menu': 'Trình đơn',
  'shell.home': 'Việc của tôi',
  'shell.public_site': 'Trang công khai',
  'shell.other_language': 'English',
  'shell.sign_in': 'Đăng nhập',
  'shell.sign_in_first': 'Hãy đăng nhập để nhập số liệu. Việc đã nhập trên máy này vẫn được giữ.',
  'shell.offline': 'Không có mạng',
  'shell.unsent': '{count} mục chưa gửi',
  'shell.unsent_none': 'Đã gửi hết',
  'shell.update': 'Có bản mới. Tải lại để dùng bản mới',
  'problem.network': 'Không nối được máy chủ. Việc đã nhập vẫn được giữ trên máy này và sẽ được gửi khi có mạng.',
  'problem.timeout': 'Máy chủ trả lời quá lâu. Việc đã nhập vẫn được giữ trên máy này.',
  'problem.unreadable': 'Máy chủ trả lời không đọc được (mã {status}).',
} as const;
