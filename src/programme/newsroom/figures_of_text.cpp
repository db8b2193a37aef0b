#include "programme/newsroom/figures_of_text.h"

#include <algorithm>
#include <array>

#include "base/vietnamese.h"
#include "programme/newsroom/inspect.h"
#include "programme/newsroom/render.h"

namespace luytre::newsroom {
namespace {

struct Piece {
  std::size_t plain = 0;   // byte where it begins in the plain text
  std::size_t raw = 0;     // byte where it begins in the part
  std::size_t length = 0;  // in the plain text
  std::string claim;       // of a token
};

// A part as a reader sees it, and where its pieces came from.
struct PlainPart {
  std::string_view name;
  const std::string* raw = nullptr;
  std::string text;
  std::vector<Piece> pieces;
};

// Addresses of links and pictures are no prose; blanks keep every place where it was.
std::string without_addresses(std::string text) {
  for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 2)) {
    const std::size_t close = text.find(')', at);
    if (close == std::string::npos) break;
    std::fill(text.begin() + static_cast<std::ptrdiff_t>(at) + 2, text.begin() + static_cast<std::ptrdiff_t>(close),
              ' ');
  }
  return text;
}

PlainPart plain_part(std::string_view name, const std::string& raw) {
  PlainPart part;
  part.name = name;
  part.raw = &raw;
  const std::string prose = without_addresses(raw);
  std::size_t at = 0;
  const auto add = [&](std::string_view text, std::size_t from, const std::string& claim) {
    if (text.empty()) return;
    part.pieces.push_back({part.text.size(), from, text.size(), claim});
    part.text += text;
  };
  for (const ClaimToken& token : claim_tokens(raw)) {
    add(std::string_view(prose).substr(at, token.begin - at), at, "");
    add(token.words.empty() ? "…" : token.words, token.begin, token.id);
    at = token.end;
  }
  add(std::string_view(prose).substr(at), at, "");
  return part;
}

const Piece* token_under(const PlainPart& part, std::size_t begin, std::size_t end) {
  for (const Piece& piece : part.pieces) {
    const bool is_under = piece.plain < end && begin < piece.plain + piece.length;
    if (is_under && !piece.claim.empty()) return &piece;
  }
  return nullptr;
}

std::size_t raw_of(const PlainPart& part, std::size_t plain) {
  for (const Piece& piece : part.pieces)
    if (plain >= piece.plain && plain < piece.plain + piece.length)
      return piece.claim.empty() ? piece.raw + (plain - piece.plain) : piece.raw;
  return part.raw->size();
}

struct Mention {
  std::size_t begin = 0;  // in the plain text
  std::size_t end = 0;
};

// The words as a reader sees them, outside of tokens.
std::vector<Mention> mentions_of(const PlainPart& part, const std::string& words) {
  std::vector<Mention> found;
  if (words.empty()) return found;
  for (std::size_t at = part.text.find(words); at != std::string::npos; at = part.text.find(words, at + 1)) {
    if (token_under(part, at, at + words.size()) == nullptr) found.push_back({at, at + words.size()});
  }
  return found;
}

class FigureList {
 public:
  FigureList(const Article& article, const std::vector<const DraftFigure*>& recorded) : recorded_(recorded) {
    // offsets are told in NFC; what is written over HTTP is in NFC already
    const std::array<std::pair<std::string_view, const std::string*>, 3> parts = {
        {{"title", &article.title}, {"lead", &article.lead}, {"body", &article.body}}};
    for (const auto& [name, text] : parts) read_part(plain_part(name, *text));
    add_gone();
  }
  std::vector<TextFigure> take() { return std::move(figures_); }

 private:
  void read_part(const PlainPart& part) {
    for (const Piece& piece : part.pieces) {
      if (piece.claim.empty()) continue;
      DraftFigure bound;
      for (const DraftFigure* one : recorded_)
        if (one->state == FigureState::bound && one->claim == piece.claim) bound = *one;
      bound.text = part.text.substr(piece.plain, piece.length);
      bound.state = FigureState::bound;
      bound.claim = piece.claim;
      note(part, {piece.plain, piece.plain + piece.length}, bound);
    }
    std::vector<Mention> covered;
    for (const DraftFigure* one : recorded_) {
      for (const Mention& mention : mentions_of(part, one->text)) {
        DraftFigure figure = *one;
        if (figure.state == FigureState::bound) {  // the binding was taken out of the text again
          figure.state = FigureState::drafted;
          figure.claim.clear();
        }
        note(part, mention, figure);
        covered.push_back(mention);
      }
    }
    add_found(part, covered);
  }

  void add_found(const PlainPart& part, const std::vector<Mention>& covered) {
    const InspectionFrame nowhere;  // units are not looked for
    const Inspection inspection = inspect(part.text, nowhere, UnitNames(nowhere));
    for (const FoundFigure& found : inspection.figures) {
      const Mention mention{found.span.byte_begin, found.span.byte_end};
      if (token_under(part, mention.begin, mention.end) != nullptr) continue;
      const bool is_covered = std::any_of(covered.begin(), covered.end(), [&](const Mention& one) {
        return one.begin <= mention.begin && mention.end <= one.end;
      });
      if (is_covered) continue;
      DraftFigure figure;
      figure.text = found.text;
      figure.definition = found.definition;
      figure.counts = found.counts;
      (found.unit == "%" ? figure.printed : figure.numerator) = found.value.text();
      note(part, mention, figure);
    }
  }

  void note(const PlainPart& part, const Mention& mention, const DraftFigure& figure) {
    const auto known = std::find_if(figures_.begin(), figures_.end(), [&](const TextFigure& one) {
      return one.figure.text == figure.text && one.figure.state == figure.state && one.figure.claim == figure.claim &&
             (one.figure.position == figure.position || figure.position == 0);
    });
    if (known != figures_.end()) {
      ++known->occurrences;
      return;
    }
    figures_.push_back(
        {figure, std::string(part.name), raw_of(part, mention.begin), raw_of(part, mention.end - 1) + 1, 1});
  }

  void add_gone() {
    for (const DraftFigure* one : recorded_) {
      const bool is_listed = std::any_of(figures_.begin(), figures_.end(), [&](const TextFigure& figure) {
        return figure.figure.position == one->position;
      });
      if (!is_listed) figures_.push_back({*one, "", 0, 0, 0});
    }
  }

  const std::vector<const DraftFigure*>& recorded_;
  std::vector<TextFigure> figures_;
};

}  // namespace

std::vector<TextFigure> figures_of_text(const Article& article, const std::vector<const DraftFigure*>& recorded) {
  return FigureList(article, recorded).take();
}

std::vector<TextFigure> open_figures(const Article& article, const std::vector<const DraftFigure*>& recorded) {
  auto figures = figures_of_text(article, recorded);
  std::erase_if(figures,
                [](const TextFigure& one) { return one.part.empty() || one.figure.state != FigureState::drafted; });
  return figures;
}

std::vector<std::string> figure_words(const Article& article) {
  std::vector<std::string> words;
  for (const TextFigure& one : figures_of_text(article, {})) words.push_back(one.figure.claim + " " + one.figure.text);
  std::sort(words.begin(), words.end());
  return words;
}

}  // namespace luytre::newsroom
