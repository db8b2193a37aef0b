#include "programme/newsroom/figure_units.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace luytre::newsroom {
namespace {

// Names apart by bars; a name with "=" is written as what stands behind it.
constexpr std::string_view counted_names =
    // the programme
    "tiêu chí|chỉ tiêu|nội dung|chỉ số|điểm phần trăm|sản phẩm|chủ thể|mô hình|chuỗi liên kết|chuỗi giá trị|chuỗi|"
    "nhiệm vụ|giải pháp|chương trình|phong trào|phần việc|công trình|hạng mục|dự án|tiểu dự án|đề tài|đề án|kế hoạch|"
    "văn bản|nghị quyết|quyết định|hồ sơ|thủ tục|ý kiến|kiến nghị|phiếu|câu hỏi|điểm|danh hiệu|sáng kiến|"
    // places
    "xã|phường|thị trấn|thị xã|huyện|thành phố|tỉnh|đơn vị|địa phương|thôn|bản|làng|ấp|xóm|tổ dân phố|khu dân cư|"
    "khối phố|khu phố|khu|cụm dân cư|cụm|điểm trường|điểm dân cư|vị trí|địa điểm|điểm bán hàng|điểm du lịch|vườn mẫu|"
    // people and their groups
    "hộ nghèo|hộ cận nghèo|hộ gia đình|hộ dân|hộ|gia đình|nhân khẩu|khẩu|người dân|người|lao động|nhân công|công nhân|"
    "nông dân|hội viên|đoàn viên|đảng viên|thành viên|xã viên|học viên|học sinh|sinh viên|giáo viên|cán bộ|công chức|"
    "chiến sĩ|chiến sỹ|dân quân|đại biểu|đại diện|cá nhân|tập thể|nghệ nhân|chuyên gia|tình nguyện viên|bác sĩ|y sĩ|"
    "cháu|trẻ em|trẻ|em|phụ nữ|thanh niên|người cao tuổi|hợp tác xã|htx=hợp tác xã|tổ hợp tác|doanh nghiệp|"
    "công ty|cơ sở|tổ chức|cơ quan|câu lạc bộ|clb=câu lạc bộ|chi hội|chi đoàn|chi bộ|đảng bộ|tổ|đội|nhóm hộ|nhóm|"
    "ban|đoàn|hội|liên minh|ngân hàng|bộ|sở|ngành|phòng|khách|du khách|tiểu thương|"
    // what is built
    "trường học|trường|lớp học|lớp|phòng học|phòng|trạm y tế|trạm|nhà văn hóa|nhà văn hoá=nhà văn hóa|ngôi nhà|căn nhà|"
    "mái ấm|nhà vệ sinh|nhà tiêu|nhà|gian hàng|gian|cây cầu|cầu|cống|tuyến đường|tuyến|con đường|đường|đập|hồ chứa|hồ|"
    "ao|bể nước|bể|giếng|kênh|mương|sân thể thao|sân chơi|sân|chợ|siêu thị|cửa hàng|kho|lò đốt|lò|chuồng trại|chuồng|"
    "bóng đèn|bóng|cột điện|cột|đèn|camera|thùng rác|thùng|xe máy|xe tải|ô tô|xe|máy tính|máy|thiết bị|bộ máy tính|"
    "trang trại|gia trại|vườn|hầm biogas|hầm|điểm thu gom|điểm tập kết|điểm sáng|điểm cầu|trạm biến áp|tấm pin|"
    // what grows
    "cây giống|cây xanh|cây|gốc|bầu|con giống|con|đàn|lồng|luống|giống|vùng sản xuất|vùng trồng|mã số vùng trồng|"
    // what is done
    "ngày công|công lao động|công|lượt|lần|buổi|cuộc|đợt|hội nghị|hội thảo|lớp tập huấn|khóa|khoá=khóa|chuyên đề|"
    "tin bài|tin|bài|bài viết|chuyên mục|phóng sự|tờ rơi|tờ|bản tin|cuốn|quyển|tác phẩm|tiết mục|chuyến|vụ việc|vụ|"
    "giải|giải thưởng|bằng khen|giấy khen|huân chương|cờ|suất quà|suất|phần quà|phần|học bổng|sổ tiết kiệm|thẻ|"
    "giấy chứng nhận|chứng nhận|tài khoản|giao dịch|đơn hàng|hợp đồng|món|bộ quần áo|chiếc|cái|cuộc thi|trận|"
    // others
    "dân tộc|loại|hình thức|biện pháp|mặt hàng|lô hàng|lô|thửa|hố ủ|hố|bao|gói|chai|hộp|bình|"
    "quốc gia|nước|cuộc vận động|trường hợp|ca|vụ cháy|tình huống|nguồn|thương hiệu|nhãn hiệu|"
    "communes|commune|districts|district|provinces|province|criteria|households|villages|products|people|hamlets";

constexpr std::string_view measured_names =
    "nghìn tỷ đồng|nghìn tỉ đồng=nghìn tỷ đồng|ngàn tỷ đồng=nghìn tỷ đồng|nghìn tỷ|tỷ đồng|tỉ đồng=tỷ đồng|tỷ|tỉ=tỷ|"
    "triệu đồng|triệu|nghìn đồng|ngàn đồng=nghìn đồng|đồng|đ=đồng|vnđ=đồng|vnd=đồng|usd=USD|đô la=USD|"
    "km2=km²|km|kilômét=km|ki-lô-mét vuông=km²|ki-lô-mét=km|cây số=km|mét vuông=m²|mét khối=m³|mét=m|m2=m²|m3=m³|"
    "ha|héc-ta=ha|hecta=ha|sào|mẫu|cm|mm|kg|ki-lô-gam=kg|cân=kg|tấn|tạ|yến|lít|khối=m³|độ c=độ C|%|phần trăm=%|"
    "kw=kW|kwh=kWh|kwp=kWp|mw=MW|kv=kV|kva=kVA|mã lực|per cent=%|percent=%";

// Single letters are units only as they are written.
constexpr std::string_view letters = "m=m|g=g|l=lít|W=W|V=V";

constexpr std::string_view time_names =
    "ngày đêm|ngày|đêm|tháng|năm|tuần|giờ|phút|giây|tuổi|thế kỷ|thập kỷ|nhiệm kỳ|quý|năm học|tiếng đồng hồ|tiếng|mùa";

// "1,2 triệu lượt khách", "15 nghìn hộ": they multiply what follows.
constexpr std::string_view multipliers = "triệu|nghìn|ngàn|vạn|trăm|chục|tỷ";

struct Name {
  std::string written;
  std::string shown;
  UnitKind kind;
};
using Table = std::multimap<std::string, Name, std::less<>>;  // by the first word

void add(Table& table, std::string_view names, UnitKind kind) {
  for (const std::string_view name : parts_of(names, '|')) {
    const auto sides = parts_of(name, '=');
    const std::string written(sides.front());
    table.emplace(written.substr(0, written.find_first_of(" -")), Name{written, std::string(sides.back()), kind});
  }
}

const Table& table() {
  static const Table made = [] {
    Table names;
    add(names, counted_names, UnitKind::counted);
    add(names, measured_names, UnitKind::measured);
    add(names, time_names, UnitKind::time);
    return names;
  }();
  return made;
}

// Tokens of the name that stand at the place; 0 when it does not. A hyphen in a name is a token of its own.
std::size_t tokens_of_name(const std::vector<Token>& tokens, std::size_t at, std::string_view name) {
  const std::size_t first = at;
  while (!name.empty()) {
    const auto end = name.find_first_of(" -");
    if (at >= tokens.size() || tokens[at].lower != name.substr(0, end)) return 0;
    ++at;
    if (end == std::string_view::npos) break;
    if (name[end] == '-') {
      if (at >= tokens.size() || tokens[at].text != "-") return 0;
      ++at;
    }
    name.remove_prefix(end + 1);
  }
  return at - first;
}

ReadUnit letter_at(const std::vector<Token>& tokens, std::size_t at) {
  for (const std::string_view pair : parts_of(letters, '|')) {
    const auto sides = parts_of(pair, '=');
    if (tokens[at].text == sides.front()) return {UnitKind::measured, std::string(sides.back()), at + 1};
  }
  return {};
}

ReadUnit name_at(const std::vector<Token>& tokens, std::size_t at) {
  if (at >= tokens.size()) return {};
  ReadUnit longest = letter_at(tokens, at);
  const auto [from, to] = table().equal_range(tokens[at].lower);
  for (auto it = from; it != to; ++it) {
    const std::size_t count = tokens_of_name(tokens, at, it->second.written);
    if (count > 0 && at + count > longest.end) longest = {it->second.kind, it->second.shown, at + count};
  }
  const bool is_length = longest.name == "m" || longest.name == "km";
  if (is_length && longest.end < tokens.size() && touches_next(tokens, longest.end - 1)) {
    const std::string& power = tokens[longest.end].text;
    if (power == "²" || power == "³") {
      longest.name += power;
      ++longest.end;
    }
  }
  return longest;
}

bool is_multiplier(std::string_view word) {
  const auto all = parts_of(multipliers, '|');
  return std::find(all.begin(), all.end(), word) != all.end();
}

// "/người/năm", "trên xã": for each of what.
void read_each(const std::vector<Token>& tokens, ReadUnit& unit) {
  for (int depth = 0; depth < 3 && unit.end + 1 < tokens.size(); ++depth) {
    const Token& between = tokens[unit.end];
    const bool is_each = between.text == "/" || (depth == 0 && (between.lower == "trên" || between.lower == "per"));
    const ReadUnit of = is_each ? name_at(tokens, unit.end + 1) : ReadUnit{};
    if (of.kind == UnitKind::none) return;
    unit.name += "/" + of.name;
    unit.end = of.end;
    if (between.text != "/") return;
  }
}

}  // namespace

bool touches_next(const std::vector<Token>& tokens, std::size_t at) {
  return at + 1 < tokens.size() && tokens[at].span.byte_end == tokens[at + 1].span.byte_begin;
}

ReadUnit unit_at(const std::vector<Token>& tokens, std::size_t at) {
  if (at >= tokens.size()) return {};
  ReadUnit unit = name_at(tokens, at);
  if (is_multiplier(tokens[at].lower) && (unit.kind == UnitKind::none || unit.end == at + 1)) {
    const ReadUnit things = name_at(tokens, at + 1);
    if (things.kind == UnitKind::counted) unit = {things.kind, tokens[at].lower + " " + things.name, things.end};
  } else if (unit.name == "lượt") {
    const ReadUnit who = name_at(tokens, unit.end);
    if (who.kind == UnitKind::counted && who.name != "lần") unit = {who.kind, "lượt " + who.name, who.end};
  }
  if (unit.kind == UnitKind::none || unit.kind == UnitKind::time) return unit;
  read_each(tokens, unit);
  return unit;
}

}  // namespace luytre::newsroom
