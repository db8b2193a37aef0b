#include "outputs/portal/page_questions.h"

namespace luytre::portal {

void set_page_questions(View& outer, const Visit& visit, const PageHead& head) {
  const bool is_form = head.place == "ask" || head.place == "subscribe" || head.place == "slip";
  const auto page = citizens::page_of(visit.request.path);
  if (is_form || head.menu || !page || !visit.snapshot->questions) {
    set_flag(outer, "questions_page", false);
    return;
  }
  const std::size_t answered = visit.snapshot->questions->published_about(*page);
  View view;
  view.set("ask_address", address(visit.base, "/gop-y", {{"trang", *page}}));
  view.set("answered_address", address(visit.base, "/hoi-dap", {{"trang", *page}}));
  std::string words;
  if (answered == 1) words = visit.say("portal_citizens.foot.answered_one");
  if (answered > 1) words = visit.say("portal_citizens.foot.answered", {{"count", std::to_string(answered)}});
  set_text(view, "answered_words", words);
  outer.set("questions_page", view);
}

}  // namespace luytre::portal
