#include "programme/newsroom/take_step.h"

#include <algorithm>

#include "platform/storage/instant.h"
#include "programme/newsroom/figures_of_text.h"
#include "programme/newsroom/render.h"

namespace luytre::newsroom {
namespace {

std::string event_kind(Step step) {
  switch (step) {
    case Step::edit:
      return "news.edited";
    case Step::check_figures:
      return "news.figures_checked";
    case Step::check_privacy:
      return "news.privacy_checked";
    case Step::approve:
      return "news.approved";
    case Step::publish:
      return "news.published";
    case Step::withdraw:
      return "news.withdrawn";
    case Step::give_back:
      return "news.returned";
    case Step::archive:
      return "news.archived";
    case Step::update:
      return "news.updated";
    case Step::correct:
      return "news.corrected";
  }
  return "";
}

Done check_figures(const ArticleRegister& known, const Article& article) {
  std::vector<Problem> causes;
  for (const TextFigure& one : open_figures(article, known.figures(article.id.text()))) {
    causes.push_back(
        {"news.figure_open",
         {{"words", one.figure.text}, {"part", one.part}, {"position", std::to_string(one.figure.position)}},
         one.part,
         {}});
  }
  if (causes.empty()) return {};
  const std::string count = std::to_string(causes.size());
  return refuse("news.figures_open", {{"article", article.slug}, {"count", count}}, "", std::move(causes));
}

Done check_privacy(const ArticleRegister& known, const Article& article, const PrivacyAnswers& answers) {
  const auto is_one_of = [](const std::string& answer, std::initializer_list<std::string_view> allowed) {
    return std::find(allowed.begin(), allowed.end(), answer) != allowed.end();
  };
  const auto unanswered = [&](const char* member) {
    return refuse("news.privacy_unanswered", {{"article", article.slug}, {"member", member}},
                  std::string("/") + member);
  };
  if (!is_one_of(answers.people, {"none", "crowd", "identifiable"})) return unanswered("people");
  if (is_about_people(answers) && answers.consent.empty()) return unanswered("consent");
  if (!is_one_of(answers.secrecy, {"none", "cleared"})) return unanswered("secrecy");
  if (answers.secrecy == "cleared" && answers.secrecy_note.empty()) return unanswered("secrecy_note");
  if (!is_about_people(answers) && known.shows_people(article.id.text()))
    return refuse("news.people_identifiable", {{"article", article.slug}}, "/people");
  return {};
}

std::string answers_text(const PrivacyAnswers& answers) {
  return compact(json::object{{"people", answers.people},
                              {"consent", answers.consent},
                              {"secrecy", answers.secrecy},
                              {"secrecy_note", answers.secrecy_note}});
}

// A token without words gets the words of that day, so that what was published stays.
void fix_words(std::string& text, const std::vector<FrozenFigure>& frozen) {
  const auto tokens = claim_tokens(text);
  for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) {
    if (!token->words.empty()) continue;
    const auto known =
        std::find_if(frozen.begin(), frozen.end(), [&](const FrozenFigure& one) { return one.claim == token->id; });
    if (known == frozen.end() || known->value.empty() || known->value.find("}}") != std::string::npos) continue;
    text.replace(token->begin, token->end - token->begin, "{{claim:" + token->id + "|" + known->value + "}}");
  }
}

Result<Article> published(const ArticleRegister& known, Article article, const StepOrder& order) {
  std::string visible = order.visible_from;
  const std::string now = known.now();
  if (visible.empty() && article.embargo_until > now) visible = article.embargo_until;
  if (visible < article.embargo_until && article.embargo_until > now) {
    return refuse("news.embargo", {{"article", article.slug}, {"until", storage::vietnam_clock(article.embargo_until)}},
                  "/visible_from");
  }
  article.visible_from = visible > now ? visible : std::string();
  article.status = ArticleStatus::published;
  if (order.date) article.date = order.date;
  if (!article.date)
    article.date = article.visible_from.empty() ? order.today : storage::vietnam_day(article.visible_from);
  article.frozen = order.frozen;
  for (std::string* part : {&article.title, &article.lead, &article.body}) fix_words(*part, order.frozen);
  return article;
}

// One step; the article moves on in `article`, what is to be written in `change`.
Done take(const ArticleRegister& known, const StepOrder& order, const commands::Asked& asked, Article& article,
          Change& change) {
  const Move* move = move_of(article.stage, order.step);
  const Arguments which = {{"article", article.slug}};
  if (move == nullptr || move->step == Step::update || move->step == Step::correct) {
    return refuse("news.step_out_of_order", {{"article", article.slug},
                                             {"step", std::string(name_of(order.step))},
                                             {"stage", std::string(name_of(article.stage))},
                                             {"next", steps_possible(article.stage)}});
  }
  if (move->needs_reason && asked.reason.empty()) return refuse("news.no_reason", which, "/reason");
  if (move->not_by_writer && asked.actor.is_signed_in() && has_written(known, article.id, asked.actor.name))
    return refuse("news.second_person", which);
  std::string answers;
  if (move->step == Step::edit && article.is_working_title) return refuse("news.working_title", which);
  if (move->step == Step::check_figures)
    if (auto checked = check_figures(known, article); !checked) return checked;
  if (move->step == Step::check_privacy) {
    if (auto checked = check_privacy(known, article, order.privacy); !checked) return checked;
    answers = answers_text(order.privacy);
  }
  if (move->step == Step::publish) {
    auto made = published(known, article, order);
    if (!made) return pass_on(made);
    article = next_version(*std::move(made), asked.actor, change_published);
    if (auto checked = check_article(article); !checked) return checked;
    change.articles.push_back(article);
  }
  if (move->step == Step::archive && !known.is_visible(article)) return refuse("news.not_yet_readable", which);
  if (move->step == Step::withdraw && article.status != ArticleStatus::draft) {
    if (known.is_visible(article)) return refuse("news.already_readable", which);
    article.status = ArticleStatus::draft;
    article.visible_from.clear();
    article.frozen.clear();
    article = next_version(article, asked.actor, change_withdrawn);
    change.articles.push_back(article);
  }
  article.stage = move->to;
  change.steps.push_back(step_taken(article, name_of(move->step), move->to, asked));
  change.steps.back().answers = answers;
  change.kind = event_kind(move->step);
  return {};
}

// Of the steps that an operator at the machine answers for.
StepOrder at_the_machine(Step step, Date day, const std::vector<FrozenFigure>& frozen) {
  StepOrder order;
  order.step = step;
  order.privacy = {"none", "", "none", ""};
  order.today = day;
  order.frozen = frozen;
  return order;
}

}  // namespace

bool is_about_people(const PrivacyAnswers& answers) { return answers.people == "identifiable"; }

Result<Written> take_step(commands::Writer& writer, const commands::Asked& asked, const Article& seen,
                          const StepOrder& order) {
  const Move* move = move_of(seen.stage, order.step);
  // A step that cannot be taken from here asks what it asks elsewhere, so that strangers learn nothing from the order.
  if (move == nullptr) {
    const auto& all = moves();
    move = &*std::find_if(all.begin(), all.end(), [&](const Move& one) { return one.step == order.step; });
  }
  const std::string act(move->act);
  std::vector<access::Ask> asks;
  if (order.step == Step::check_privacy && is_about_people(order.privacy)) asks.push_back(ask_for("news.check_people"));
  asks.push_back(ask_for(act));
  return change_article(writer, asked, "news." + std::string(name_of(order.step)), std::move(asks), seen.id,
                        [&](const ArticleRegister& known) -> Result<Change> {
                          auto article = newest_of(known, seen.id, order.expected_version);
                          if (!article) return pass_on(article);
                          const Move* now = move_of(article->stage, order.step);
                          if (now != nullptr && now->act != act)
                            return refuse("news.stage_moved", {{"article", article->slug}});
                          Change change;
                          if (auto taken = take(known, order, asked, *article, change); !taken) return pass_on(taken);
                          return change;
                        });
}

Result<Written> publish_article(commands::Writer& writer, const commands::Asked& asked, const ArticleId& id, Date day,
                                const std::vector<FrozenFigure>& frozen) {
  return change_article(
      writer, asked, "news.publish", {ask_for("news.publish")}, id,
      [&](const ArticleRegister& known) -> Result<Change> {
        auto article = newest_of(known, id);
        if (!article) return pass_on(article);
        if (!is_at_work(article->stage)) return refuse("news.already_published", {{"article", article->slug}});
        Change change;
        for (const Step step : {Step::edit, Step::check_figures, Step::check_privacy, Step::approve, Step::publish}) {
          if (step != Step::publish && move_of(article->stage, step) == nullptr) continue;
          if (step != Step::publish && asked.actor.is_signed_in()) continue;
          const StepOrder order = at_the_machine(step, day, frozen);
          if (auto taken = take(known, order, asked, *article, change); !taken) return pass_on(taken);
        }
        return change;
      });
}

}  // namespace luytre::newsroom
