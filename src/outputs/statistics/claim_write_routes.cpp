// Claims over HTTP: a draft, its publication by another person, a correction.
#include "outputs/statistics/claim_routes.h"
#include "outputs/statistics/make_claim.h"
#include "outputs/statistics/record_claims.h"
#include "platform/inspection/write_request.h"

namespace luytre::statistics {
namespace {

std::optional<Decimal> number_member(http::Members& members, std::string_view name) {
  const std::string text = members.text_or_empty(name);
  if (text.empty()) return std::nullopt;
  const auto number = Decimal::parse(text);
  if (number) return *number;
  members.refuse(name, {number.error().code, number.error().arguments, "", {}});
  return std::nullopt;
}

void put(http::Members& members, std::string_view name, std::string& into) {
  std::string text = members.text_or_empty(name);
  if (!text.empty()) into = std::move(text);
}

// The members that draft and correction share: what is not sent stays.
void read_figure(http::Members& members, Claim& claim) {
  put(members, "statement", claim.statement);
  put(members, "printed", claim.printed);
  put(members, "source", claim.source);
  put(members, "source_url", claim.source_url);
  put(members, "trust", claim.trust);
  put(members, "note", claim.note);
  if (const auto number = number_member(members, "numerator")) claim.numerator = number;
  if (const auto number = number_member(members, "denominator")) claim.denominator = number;
}

// Somebody else's figure, kept as it was said.
Result<Claim> quoted_claim(http::Members& members) {
  Claim claim;
  claim.definition = members.text("definition");
  claim.place = members.text("place");
  members.text("as_of");
  if (const auto day = inspection::date_member(members, "as_of")) claim.as_of = *day;
  claim.basis = "reported";
  put(members, "basis", claim.basis);
  read_figure(members, claim);
  if (auto read = members.finish(); !read) return pass_on(read);
  return claim;
}

// A figure computed from the record.
Result<Claim> own_claim(http::Members& members, const ClaimDoors& doors, const ClaimRegister& known) {
  MakeQuestion question;
  question.definition = members.text("definition");
  question.place = members.text("place");
  question.set = members.text_or_empty("set");
  members.text("as_of");
  if (const auto day = inspection::date_member(members, "as_of")) question.as_of = *day;
  const std::string word = members.text_or_empty("opinion");
  const auto opinion = observations::parse_opinion(word);
  if (!word.empty() && !opinion) members.refuse("opinion", {"judgement.bad_opinion", {{"opinion", word}}, "", {}});
  question.opinion = opinion.value_or(observations::Opinion::self);
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto materials = doors.materials();
  if (!materials) return pass_on(materials);
  return make_claim(*materials, known.definitions(), question);
}

Result<http::Response> post_claim(const http::Request& request, const ClaimDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  const std::string origin = members->text("origin");
  if (!origin_named(origin)) {
    members->refuse(
        "origin", {"http.choice_unknown", {{"name", "origin"}, {"text", origin}, {"choices", "own, quoted"}}, "", {}});
  }
  const auto known = doors.claims(std::nullopt);
  if (!known) return pass_on(known);
  auto claim = origin == "own" ? own_claim(*members, doors, **known) : quoted_claim(*members);
  if (!claim) return pass_on(claim);
  claim->status = ClaimStatus::draft;
  const auto recorded = record_claims(doors.writer, *asked, {*claim}, "", doors.unix_milliseconds());
  if (!recorded) return pass_on(recorded);
  json::value id = nullptr;  // a trial keeps nothing that could be asked for
  if (!recorded->ids.empty() && !asked->is_dry_run) id = recorded->ids.front().text();
  return inspection::written_response(
      *asked, {{"claim", std::move(id)}, {"statement", claim->statement}, {"event", recorded->event}});
}

Result<http::Response> post_publication(const http::Request& request, const ClaimDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  const std::string& id = request.captured_text("id");
  const auto event = publish_claim(doors.writer, *asked, ClaimId(id));
  if (!event) return pass_on(event);
  return inspection::written_response(*asked, {{"claim", id}, {"event", *event}});
}

Result<http::Response> post_correction(const http::Request& request, const ClaimDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  const std::string reason = members->text("reason");
  const auto known = doors.claims(std::nullopt);
  if (!known) return pass_on(known);
  const std::string& id = request.captured_text("id");
  const Claim* old = (*known)->find(id);
  Claim corrected = old == nullptr ? Claim() : *old;
  read_figure(*members, corrected);
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto made =
      correct_claim(doors.writer, *asked, ClaimId(id), std::move(corrected), reason, doors.unix_milliseconds());
  if (!made) return pass_on(made);
  return inspection::written_response(
      *asked, {{"claim", asked->is_dry_run ? json::value(nullptr) : json::value(made->text())}, {"supersedes", id}});
}

}  // namespace

void add_claim_write_routes(http::Router& router, const ClaimDoors& doors) {
  using Answer = Result<http::Response> (*)(const http::Request&, const ClaimDoors&);
  const auto with = [&](Answer answer) {
    return [doors, answer](const http::Request& request) { return answer(request, doors); };
  };
  router.post("/api/v1/claims", with(post_claim));
  router.post("/api/v1/claims/{id}/publication", with(post_publication));
  router.post("/api/v1/claims/{id}/correction", with(post_correction));
}

}  // namespace luytre::statistics
