#include "programme/newsroom/propose_change.h"

#include <algorithm>

#include "programme/newsroom/article_store.h"
#include "programme/newsroom/correct_article.h"

namespace luytre::newsroom {
namespace {

std::size_t open_proposals(const ArticleRegister& known, const std::string& article) {
  const auto all = known.proposals(article);
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const Proposal* one) { return one->state == ProposalState::open; }));
}

std::function<Done(storage::Database&, audit::EventNumber)> appending(Proposal proposal) {
  return [proposal = std::move(proposal)](storage::Database& database, audit::EventNumber event) {
    return append_proposal(database, event, proposal);
  };
}

Article with_texts(Article article, const Proposal& proposal) {
  article.title = proposal.title;
  article.lead = proposal.lead;
  article.body = proposal.body;
  return article;
}

}  // namespace

Result<Written> propose_change(commands::Writer& writer, const commands::Asked& asked, const Article& changed,
                               Step step, const std::string& note, long long unix_milliseconds) {
  Proposal proposal;
  proposal.id = new_uuid7(unix_milliseconds);
  proposal.article = changed.id;
  proposal.step = step;
  proposal.note = note;
  proposal.title = changed.title;
  proposal.lead = changed.lead;
  proposal.body = changed.body;
  proposal.author = asked.actor.name;
  return change_article(writer, asked, "news.propose", {ask_for("news.edit")}, changed.id,
                        [&](const ArticleRegister& known) -> Result<Change> {
                          const auto before = newest_of(known, changed.id);
                          if (!before) return pass_on(before);
                          Proposal made = proposal;
                          made.version = before->version;
                          const Article after = with_texts(*before, made);
                          // What would be refused when it is taken is refused now.
                          const auto trial = changed_openly(known, *before, after, step, note, asked);
                          if (!trial) return pass_on(trial);
                          if (differing_parts(*before, after).empty())
                            return refuse("news.nothing_changed", {{"article", before->slug}});
                          if (open_proposals(known, changed.id.text()) >= proposals_max)
                            return refuse("news.too_many_proposals", {{"max", std::to_string(proposals_max)}});
                          Change change;
                          change.kind = "news.proposed";
                          change.about = {{"proposal", made.id}, {"step", name_of(step)}};
                          change.subjects.push_back({"article", changed.id.text()});
                          change.also = appending(std::move(made));
                          return change;
                        });
}

Result<Written> decide_proposal(commands::Writer& writer, const commands::Asked& asked, const ArticleId& article,
                                const std::string& proposal, bool is_taken, const std::vector<FrozenFigure>& frozen) {
  return change_article(
      writer, asked, "news.decide", {ask_for("news.correct")}, article,
      [&](const ArticleRegister& known) -> Result<Change> {
        const auto before = newest_of(known, article);
        if (!before) return pass_on(before);
        const Arguments which = {{"article", before->slug}};
        const Proposal* found = known.proposal_with_id(proposal);
        if (found == nullptr || found->article != article)
          return refuse("news.unknown_proposal", {{"proposal", proposal.substr(0, 60)}});
        if (found->state != ProposalState::open) return refuse("news.proposal_settled", which);
        if (!is_taken && asked.reason.empty()) return refuse("news.no_reason", which, "/reason");
        if (is_taken && asked.actor.is_signed_in() && found->author == asked.actor.name)
          return refuse("news.second_person", which);
        Proposal settled = *found;
        settled.state = is_taken ? ProposalState::taken : ProposalState::declined;
        Change change;
        if (is_taken) {
          const auto current = newest_of(known, article, found->version);
          if (!current) return pass_on(current);
          Article after = with_texts(*current, settled);
          after.frozen = kept_frozen(*current, after, frozen);
          auto made = changed_openly(known, *current, std::move(after), settled.step, settled.note, asked);
          if (!made) return pass_on(made);
          change = *std::move(made);
          change.articles.back().author = settled.author;  // whoever wrote the text, not who released it
        } else {
          change.kind = "news.declined";
          change.subjects.push_back({"article", article.text()});
        }
        change.about["proposal"] = settled.id;
        change.also = appending(std::move(settled));
        return change;
      });
}

}  // namespace luytre::newsroom
