#include "programme/newsroom/figure_context.h"

#include <algorithm>
#include <charconv>

namespace luytre::newsroom {
namespace {

constexpr std::size_t quotation_tokens_max = 40;

// After these a number names something whatever follows.
constexpr std::string_view names_always =
    " thứ điều khoản mục chương lục quyết nghị định đoạn quốc kỳ chí nhóm vùng dạng article trình mác hạng loại mức độ "
    "cấp bước khu tổ khối thôn xóm đội phố lộ đợt tiết mùng mồng phiên đại ";

// After these it counts when something says so: "tổng số 65 xã", "mỗi tháng 20 hộ".
constexpr std::string_view names_at_times = " số lần khóa khoá quý tháng năm ngày lớp ";

// Before "tháng 20 hộ", "năm 12 xã" these make the time a pace.
constexpr std::string_view paces = " mỗi trong một hằng hàng bình quân cả từng ";

// A count may begin behind these, also of a thing that no table knows.
constexpr std::string_view openers =
    " có được gồm với hơn gần khoảng trên dưới cho tặng trao trồng xây lắp là đạt thêm đã phát cấp nhận mua bán động "
    "thả nuôi trợ tới đến còn chỉ những tổng cả hết đủ lên sửa chữa làm mở chức treo dựng dọn thu gom ghép bằng hiến "
    "góp bắt huy tiêu giao in vẽ sắm quyên ủng tận dụng đóng tạo khai phá đào đắp ";

// These go on with the sentence: what the number counts is not said.
constexpr std::string_view no_things =
    " và hoặc của trên trong ngoài ở tại là đến tới từ so với đã thì được đang sẽ còn có không chưa về cho do bởi nên "
    "khi nếu mà nhưng cũng vẫn đều chỉ rất hơn kém gần khoảng theo như này đó kia trước sau lên xuống trở đạt bị vì để "
    "rồi "
    "thuộc quy thực tham tổ triển phấn tiếp bên cấp chiều sạch cùng tại chỗ sao mặt không những các cả giữa nay vừa "
    "mới and or of in to is are was were the a an for with by ";

constexpr std::string_view day_openers =
    " ngày sáng trưa chiều tối đêm dịp hôm từ đến tới trước sau mùng cuối đầu hết qua ";

bool holds(std::string_view list, const std::string& word) {
  return !word.empty() && list.find(" " + word + " ") != std::string_view::npos;
}

std::string word_before(const std::vector<Token>& tokens, std::size_t at, std::size_t back = 1) {
  return at >= back ? tokens[at - back].lower : std::string();
}

// "xã Bản Khoai": a name of its own follows; "xã NTM", "sản phẩm OCOP" are none.
bool is_proper_name(const std::vector<Token>& tokens, std::size_t at) {
  if (at >= tokens.size() || tokens[at].kind != TokenKind::word || !tokens[at].is_capitalised) return false;
  return std::any_of(tokens[at].text.begin(), tokens[at].text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_large(const std::string& written) {
  return written.size() > 2 || written.find_first_of(".,") != std::string::npos;
}

}  // namespace

bool is_named(const NumberPlace& place, const ReadUnit& unit) {
  if (unit.kind == UnitKind::measured || place.at == 0 || place.follows_figure) return false;
  const auto& tokens = place.tokens;
  const std::string before = word_before(tokens, place.at);
  const bool is_count = unit.kind == UnitKind::counted && is_large(tokens[place.at].text);
  if (holds(names_always, before)) return !is_count;
  if (!holds(names_at_times, before)) return false;
  if (unit.kind == UnitKind::none) return true;
  if (before == "số") return is_proper_name(tokens, unit.end);
  const std::string earlier = word_before(tokens, place.at, 2);
  return !holds(paces, earlier) && !is_large(tokens[place.at].text);
}

bool is_day_of_year(const NumberPlace& place, const ReadUnit& unit) {
  const std::string& written = place.tokens[place.at].text;
  const auto slash = written.find('/');
  if (slash == std::string::npos) return false;
  int day = 0, month = 0;
  const char* end = written.data() + written.size();
  const auto first = std::from_chars(written.data(), end, day);
  const auto second = std::from_chars(written.data() + slash + 1, end, month);
  if (first.ptr != written.data() + slash || second.ptr != end || slash > 2 || written.size() - slash > 3) return false;
  if (day < 1 || day > 31 || month < 1 || month > 12) return false;
  return day > month ||  // "kỷ niệm 27/7 đơn vị": more than the whole is no part
         holds(day_openers, word_before(place.tokens, place.at)) || is_proper_name(place.tokens, unit.end);
}

bool counts_unknown_thing(const NumberPlace& place) {
  const auto& tokens = place.tokens;
  if (place.number_end >= tokens.size() || is_quoted(tokens, place.at)) return false;
  const Token& thing = tokens[place.number_end];
  if (thing.kind != TokenKind::word || thing.is_capitalised || holds(no_things, thing.lower)) return false;
  if (place.at == 0 || place.follows_figure) return true;
  const Token& before = tokens[place.at - 1];
  const bool is_many = is_large(tokens[place.at].text) || tokens[place.at].text.size() == 2;
  if (before.lower == "và") return is_many;
  if (before.kind == TokenKind::sign) return is_many && before.text != "/" && before.text != "-" && before.text != "+";
  return holds(openers, before.lower);
}

std::string about_before(const std::vector<Token>& tokens, std::size_t at) {
  const std::string one = word_before(tokens, at);
  for (const std::string_view word : {"gần", "hơn", "trên", "khoảng", "ngót", "dưới", "over", "about", "nearly"}) {
    if (one == word) return one;
  }
  const std::string two = word_before(tokens, at, 2) + " " + one;
  for (const std::string_view words : {"ít nhất", "tối thiểu", "tối đa"}) {
    if (two == words) return two;
  }
  return {};
}

bool is_quoted(const std::vector<Token>& tokens, std::size_t at) {
  for (std::size_t back = 1; back <= std::min(at, quotation_tokens_max); ++back) {
    const std::string& sign = tokens[at - back].text;
    if (sign == "”") return false;
    if (sign == "“") return true;
  }
  return false;
}

}  // namespace luytre::newsroom
