// What people with accounts do at their pages: the law completed and confirmed by two persons, a merger that moves a
// scope, a refusal that says who can, a lockout told to its owner, accounts from a sheet; and how all of it looks.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Browser, run } from '../../tests/people.mjs';
import { deskPages, openDesk, openPlainly, signedIn } from './desk.mjs';
import { axeFaults, missing, startBrowser, startServer, widths } from './harness.mjs';

const set = 'commune-ntm/2021-2025';
const wrongPasswords = 10;
const successionColumns = 'from_code,from_name,to_code,to_name,day,part,area_km2,area_whole_km2,people,' +
  'people_whole,decision,confidence,source';

describe('people at their pages', { skip: missing() }, () => {
  let server;
  let browser;
  let desk;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
    desk = await openDesk(server);
  });
  after(async () => {
    await browser?.close();
    assert.equal(await server?.stop(), 0);
  });

  // Walks as somebody in a context of their own.
  const as = async (login, walk, options = {}) => {
    const context = await signedIn(browser, desk, login, { viewport: widths.phone, ...options });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      await walk(page);
    } finally {
      await context.close();
    }
  };
  const main = (page) => page.locator('main').innerText();

  const inspect = async (page, name, path) => {
    await openPlainly(page, name, server.address + path);
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(over <= 0, `${name} is ${over} px wider than the window`);
    assert.deepEqual(await axeFaults(page), [], name);
  };

  test('every page fits a phone and a desktop, has no axe violation, no script and no missing word', async () => {
    for (const viewport of Object.values(widths)) {
      for (const login of Object.keys(desk.persons)) {
        await as(login, async (page) => {
          for (const [name, [whose, path]] of Object.entries(deskPages(desk)))
            if (whose === login) await inspect(page, name, path);
        }, { viewport, bypassCSP: true });
      }
    }
  });

  let proposal;
  test('the province sets a limit of its own: proposed on screen, seen with the verdicts it changes', async () => {
    await as('thamdinh', async (page) => {
      await page.goto(`${server.address}/ban-luat`);
      await page.getByRole('link', { name: 'Xã nông thôn mới giai đoạn 2021-2025', exact: true }).click();
      await page.getByRole('link', { name: /quy định của tỉnh Lạng Sơn/ }).click();
      await page.getByLabel('Chỉ tiêu khác, theo số hiệu').fill('9.2');
      await page.getByRole('button', { name: 'Bổ sung' }).click();
      // Wrong first: nothing is lost, and the fault stands beside the field.
      await page.getByLabel('Giá trị', { exact: true }).fill('chín mươi');
      await page.getByLabel('Áp dụng từ ngày').fill('2021-01-01');
      await page.getByLabel('Số văn bản').fill('7/QĐ-UBND');
      await page.getByLabel('Điều, khoản, trang').fill('Điều 2');
      await page.getByRole('button', { name: 'Gửi đề xuất' }).click();
      assert.match(await page.getByRole('alert').innerText(), /“chín mươi”[\s\S]*không phải là số/);
      assert.equal(await page.getByLabel('Giá trị', { exact: true }).inputValue(), 'chín mươi');
      assert.equal(await page.getByLabel('Giá trị', { exact: true }).getAttribute('aria-invalid'), 'true');
      await page.getByLabel('Giá trị', { exact: true }).fill('99,5 %');
      await page.getByText('Văn bản chưa có trong phần mềm').click();
      await page.getByLabel('Trích yếu').fill('Quy định mức đạt chuẩn nhà ở');
      await page.getByLabel('Cơ quan ban hành').fill('UBND tỉnh Lạng Sơn');
      await page.getByRole('button', { name: 'Gửi đề xuất' }).click();
      await page.waitForURL(/\/ban-luat\/de-xuat\//);
      proposal = new URL(page.url()).pathname;
      await page.goto(`${server.address}${proposal}?ngay=2025-12-31`);
      const shown = await main(page);
      assert.match(shown, /chờ duyệt[\s\S]*9\.2[\s\S]*99[.,]5[\s\S]*7\/QĐ-UBND/);
      assert.match(shown, /[1-9]\d* trên 65 đơn vị đổi kết quả/);
      assert.match(shown, /9\.2: đạt \(75\) → chưa đạt \(99[.,]5\)/);
      assert.equal(await page.getByRole('button', { name: 'Duyệt' }).count(), 0, 'nobody approves what they proposed');
    });
  });

  test('a second person approves, the verdicts follow, and whoever compared the text confirms it', async () => {
    const judged = async () => {
      const question = `unit=06196&set=${set}&as_of=2025-12-31`;
      return (await (await fetch(`${server.address}/api/v1/evaluations?${question}`)).json()).criteria_met;
    };
    const before = await judged();
    assert.equal(typeof before, 'number');
    await as('dieuphoi', async (page) => {
      await page.goto(`${server.address}/thong-bao`);
      await page.getByRole('link', { name: /chờ bạn quyết định/ }).click();
      assert.equal(new URL(page.url()).pathname, proposal);
      await page.getByRole('button', { name: 'Từ chối' }).click();
      assert.match(await page.getByRole('alert').innerText(), /lý do/);
      await page.getByRole('button', { name: 'Duyệt' }).click();
      assert.match(await page.getByRole('status').first().innerText(), /Đã duyệt/);
      assert.equal(await judged(), before - 1, 'the law has changed');
      await page.locator('main').getByRole('link', { name: '9.2', exact: true }).click();
      assert.match(await main(page), /99[.,]5 \[7\/QĐ-UBND, Điều 2\]/);
      await page.getByLabel('Đã so với').fill('7/QĐ-UBND, Điều 2');
      await page.getByRole('button', { name: 'Tôi đã đối chiếu' }).click();
      assert.match(await page.getByRole('status').first().innerText(), /Đã ghi lời xác nhận/);
    });
  });

  test('the form of Excel goes down and comes back; a wrong file says so and nothing is written', async () => {
    await as('dieuphoi', async (page) => {
      await page.goto(`${server.address}/ban-luat/bo/${set}?tinh=20`);
      await page.getByText('Bổ sung bằng biểu Excel').click();
      const waiting = page.waitForEvent('download');
      await page.getByRole('link', { name: /Tải biểu ngưỡng/ }).click();
      const file = await (await waiting).path();
      await page.getByLabel('Biểu đã điền').setInputFiles({
        name: 'bieu.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('no workbook'),
      });
      await page.getByRole('button', { name: 'Gửi đề xuất' }).click();
      assert.match(await page.getByRole('alert').innerText(), /bieu\.xlsx/);
      await page.getByLabel('Biểu đã điền').setInputFiles(file);
      await page.getByRole('button', { name: 'Gửi đề xuất' }).click();
      assert.match(await page.getByRole('alert').innerText(), /chưa có dòng ngưỡng nào|ô sai/);
    });
  });

  test('a write outside one’s rights is refused on the page, with who can', async () => {
    await as('canbo', async (page) => {
      await page.goto(`${server.address}/ban-luat/bo/${set}/de-xuat?chi-tieu=9.2`);
      await page.getByLabel('Giá trị', { exact: true }).first().fill('80');
      await page.getByLabel('Áp dụng từ ngày').last().fill('2025-01-01');
      await page.getByLabel('Số văn bản').fill('318/QĐ-TTg');
      await page.getByLabel('Điều, khoản, trang').fill('Phụ lục');
      await page.getByRole('button', { name: 'Gửi đề xuất' }).click();
      const refusal = await page.getByRole('alert').innerText();
      assert.match(refusal, /không giữ vai trò nào được đề xuất[\s\S]*sở, ngành/);
    });
  });

  test('a merger moves the scope: the same account, the unit that took the commune over', async () => {
    const folder = dirname(server.database);
    const units = join(folder, 'merger-units.csv');
    const successions = join(folder, 'merger-successions.csv');
    writeFileSync(units, `level,code,name,kind,parent_code,from,to,decision,dating
commune,06001,Xã Đoàn Kết,commune,20,2025-07-01,2026-01-01,,drawn
commune,06637,Xã Châu Sơn,commune,20,2025-07-01,2026-01-01,,drawn
commune,06990,Xã Tre Mới,commune,20,2026-01-01,,,drawn
`);
    writeFileSync(successions, `${successionColumns}
06001,Xã Đoàn Kết,06990,Xã Tre Mới,2026-01-01,whole,,,,,1/NQ,drawn,drawn for a test
06637,Xã Châu Sơn,06990,Xã Tre Mới,2026-01-01,whole,,,,,1/NQ,drawn,drawn for a test
`);
    await as('canbo', async (page) => {
      const ask = async (unit) => {
        await page.goto(`${server.address}/quyen?viec=observations.record_self`);
        await page.getByLabel('Đơn vị').fill(unit);
        await page.getByRole('button', { name: 'Hỏi' }).click();
        return page.getByRole('status').innerText();
      };
      await page.goto(`${server.address}/tai-khoan`);
      assert.match(await page.locator('.desk-bar').innerText(), /xã Đoàn Kết/);
      assert.match(await ask('06637'), /nằm ngoài phạm vi/);
      await run({ url: server.database, folder }, 'units', 'import', units, successions);
      await page.goto(`${server.address}/tai-khoan`);
      assert.match(await page.locator('.desk-bar').innerText(), /xã Tre Mới/);
      assert.match(await main(page), /đã sáp nhập; vai trò nay thuộc xã Tre Mới/);
      assert.match(await ask('Tre Mới'), /^Được ghi/);
    });
  });

  test('ten wrong passwords are told to the owner', async () => {
    for (let tries = 0; tries < wrongPasswords; tries += 1) {
      const json = { login: 'lanhdao', password: 'sai' };
      await new Browser().ask(`${server.address}/api/v1/session`, { method: 'POST', json });
    }
    await as('lanhdao', async (page) => {
      await page.goto(`${server.address}/tai-khoan`);
      await page.getByRole('link', { name: /Thông báo/ }).first().click();
      assert.match(await main(page), /sai mật khẩu/i);
      await page.getByRole('button', { name: 'Đánh dấu tất cả đã đọc' }).click();
      assert.equal(await page.locator('.unread').count(), 0);
    });
  });

  test('people come from a sheet, and their slips are printed without the frame', async () => {
    await as('quantri', async (page) => {
      await page.goto(`${server.address}/quan-tri/tai-khoan/nhap`);
      const send = async (text) => {
        await page.getByLabel('Tệp').setInputFiles({ name: 'ds.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
        await page.getByRole('button', { name: 'Kiểm tra và mời' }).click();
      };
      const head = 'Tên đăng nhập,Họ và tên,Vai trò,Đơn vị';
      await send(head + '\nhoa,,Cán bộ cấp xã,06004 – Xã\nmai,Lê Mai,Không có,06004\n');
      const refusal = await page.getByRole('alert').innerText();
      assert.match(refusal, /ds\.csv:2[\s\S]*ds\.csv:3/);
      await send(head + '\nhoa,Lý Thị Hoa,Cán bộ cấp xã,06004\n' +
        'mai,Lê Mai,"Chủ tịch, Phó Chủ tịch UBND cấp xã",06004\n');
      assert.equal(await page.locator('.slip').count(), 2, await main(page));
      assert.match(await page.locator('.slip').last().innerText(), /Lê Mai[\s\S]*chờ người thứ hai duyệt/);
      await page.emulateMedia({ media: 'print' });
      assert.ok(await page.locator('.slip').first().isVisible());
      assert.ok(!(await page.locator('.desk-bar').isVisible()));
    });
    await as('dieuphoi', async (page) => {
      await page.goto(`${server.address}/quan-tri/vai-tro`);
      await page.getByRole('button', { name: /Duyệt Lê Mai/ }).click();
      assert.match(await main(page), /Đã duyệt vai trò[\s\S]*Không có vai trò nào chờ duyệt/);
    });
  });

  test('a leader passes a role on, a second person approves it, the delegate sees in whose place', async () => {
    await as('lanhdao', async (page) => {
      await page.goto(`${server.address}/tai-khoan/uy-quyen`);
      await page.getByLabel('Tên đăng nhập của người được ủy quyền').fill('thamdinh');
      await page.getByLabel('Đến trước ngày').fill('2099-01-01');
      await page.getByLabel('Văn bản ủy quyền').fill('12/GUQ-UBND');
      await page.getByRole('button', { name: 'Ủy quyền' }).click();
      assert.match(await main(page), /chờ người thứ hai[\s\S]*KT\.[\s\S]*12\/GUQ-UBND/);
    });
    await as('dieuphoi', async (page) => {
      await page.goto(`${server.address}/quan-tri/vai-tro`);
      await page.getByRole('button', { name: /Duyệt Người thamdinh/ }).click();
    });
    await as('thamdinh', async (page) => {
      await page.goto(`${server.address}/tai-khoan`);
      assert.match(await main(page), /Lãnh đạo tỉnh[\s\S]*KT\. – ký thay người đứng đầu, theo 12\/GUQ-UBND/);
    });
    await as('lanhdao', async (page) => {
      await page.goto(`${server.address}/tai-khoan/uy-quyen`);
      await page.getByRole('button', { name: /Chấm dứt/ }).click();
      assert.match(await main(page), /đã thu hồi/);
    });
  });

  test('an account is corrected, suspended and resumed, and the log tells it with its reason', async () => {
    await as('quantri', async (page) => {
      await page.goto(`${server.address}/quan-tri/tai-khoan?q=canbo`);
      await page.getByRole('link', { name: 'Người canbo' }).click();
      await page.getByText('Tạm khóa hoặc đóng').click();
      await page.getByLabel('Lý do').last().fill('nghỉ phép dài');
      await page.getByRole('button', { name: 'Tạm khóa' }).click();
      assert.match(await main(page), /tạm khóa[\s\S]*nghỉ phép dài/);
      await page.getByText('Tạm khóa hoặc đóng').click();
      await page.getByRole('button', { name: 'Mở lại' }).click();
      assert.match(await main(page), /đang hoạt động/);
      await page.getByRole('link', { name: 'Xem tất cả trong nhật ký' }).click();
      assert.match(await main(page), /Số việc: [1-9]/);
    });
  });
});
