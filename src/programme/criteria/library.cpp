#include "programme/criteria/library.h"

#include <algorithm>
#include <system_error>

#include "base/files.h"
#include "base/resources.h"
#include "programme/criteria/check.h"
#include "programme/criteria/law_reader.h"

namespace luytre::criteria {

namespace {

constexpr std::string_view prefix = "criteria/";

template <class List>
auto* find_by(const List& list, std::string_view key, std::string std::remove_cvref_t<decltype(list[0])>::*member) {
  const auto found = std::lower_bound(list.begin(), list.end(), key,
                                      [&](const auto& item, std::string_view wanted) { return item.*member < wanted; });
  return found == list.end() || (*found).*member != key ? nullptr : &*found;
}

bool ends_with(std::string_view text, std::string_view end) { return text.ends_with(end); }

// The files of one set, gathered before it is read.
struct SetTrees {
  std::string folder;
  Tree whole;  // from the database
  std::optional<Tree> head;
  std::optional<Tree> revocation;
  std::vector<std::pair<std::string, Tree>> criteria;  // by file name
  bool is_canonical = false;
};

// What was found in the texts, by what it is.
struct Sorted {
  std::vector<Tree> measures;
  std::vector<Tree> documents;
  std::vector<Tree> provincial;
  std::vector<Tree> workflows;
  std::vector<Tree> survey_forms;
  std::vector<Tree> holidays;
  std::map<std::string, SetTrees> sets;  // by folder
};

Tree list_field(std::vector<Tree> items) {
  Tree list;
  list.kind = Tree::Kind::list;
  list.items = std::move(items);
  return list;
}

// The folder and the database read as one shape, so that both have one canonical form.
Tree assemble(SetTrees& trees) {
  if (trees.is_canonical) return std::move(trees.whole);
  Tree whole;
  whole.kind = Tree::Kind::map;
  if (trees.head) {
    whole.file = trees.head->file;
    whole.line = trees.head->line;
    whole.fields.emplace_back("set", std::move(*trees.head));
  }
  std::sort(trees.criteria.begin(), trees.criteria.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Tree> criteria;
  for (auto& [name, tree] : trees.criteria) criteria.push_back(std::move(tree));
  whole.fields.emplace_back("criteria", list_field(std::move(criteria)));
  if (trees.revocation) whole.fields.emplace_back("revocation", std::move(*trees.revocation));
  return whole;
}

void append_items(std::vector<Tree>& list, Tree tree, std::vector<Problem>& problems) {
  if (tree.kind != Tree::Kind::list) {
    problems.push_back({"criteria.not_a_list", {{"key", "-"}}, tree.place().text(), {}});
    return;
  }
  for (Tree& item : tree.items) list.push_back(std::move(item));
}

void place_tree(const SourceText& text, Tree tree, Sorted& sorted, std::vector<Problem>& problems) {
  const std::string& path = text.path;
  if (path.starts_with("measures")) return append_items(sorted.measures, std::move(tree), problems);
  if (path.starts_with("documents.")) return append_items(sorted.documents, std::move(tree), problems);
  if (path.starts_with("public_holidays.")) return append_items(sorted.holidays, std::move(tree), problems);
  if (path.starts_with("workflows/")) {
    sorted.workflows.push_back(std::move(tree));
    return;
  }
  if (path.starts_with("surveys/")) {
    sorted.survey_forms.push_back(std::move(tree));
    return;
  }
  if (path.starts_with("provinces/")) {
    sorted.provincial.push_back(std::move(tree));
    return;
  }
  if (ends_with(path, ".json")) {
    SetTrees& set = sorted.sets[path.substr(0, path.size() - 5)];
    set.whole = std::move(tree);
    set.is_canonical = true;
    return;
  }
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) {
    problems.push_back({"criteria.stray_file", {}, text.shown.empty() ? path : text.shown, {}});
    return;
  }
  SetTrees& set = sorted.sets[path.substr(0, slash)];
  const std::string name = path.substr(slash + 1);
  if (name == "set.yaml") {
    set.head = std::move(tree);
  } else if (name == "revocation.yaml") {
    set.revocation = std::move(tree);
  } else {
    set.criteria.emplace_back(name, std::move(tree));
  }
}

template <class T>
void refuse_duplicates(const std::vector<T>& sorted, std::string T::*key, std::string_view what,
                       std::vector<Problem>& problems) {
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i].*key != sorted[i - 1].*key) continue;
    problems.push_back({"criteria.duplicate_entry",
                        {{"what", std::string(what)}, {"name", sorted[i].*key}, {"first", sorted[i - 1].place.text()}},
                        sorted[i].place.text(),
                        {}});
  }
}

template <class T>
void sort_by(std::vector<T>& list, std::string T::*key) {
  std::stable_sort(list.begin(), list.end(), [&](const T& a, const T& b) { return a.*key < b.*key; });
}

void read_measures_and_documents(const Sorted& sorted, Library& library, std::vector<Problem>& problems) {
  for (const Tree& tree : sorted.measures) library.measures.push_back(read_measure(tree, problems));
  sort_by(library.measures, &Measure::id);
  refuse_duplicates(library.measures, &Measure::id, "measure", problems);
  for (std::size_t i = 0; i < library.measures.size(); ++i) library.measures[i].ordinal = i;
  for (const Tree& tree : sorted.documents) library.documents.push_back(read_document(tree, problems));
  sort_by(library.documents, &Document::key);
  refuse_duplicates(library.documents, &Document::key, "document", problems);
}

void read_procedures(const Sorted& sorted, Library& library, std::vector<Problem>& problems) {
  for (const Tree& tree : sorted.workflows) library.workflows.push_back(read_workflow(tree, problems));
  sort_by(library.workflows, &Workflow::id);
  refuse_duplicates(library.workflows, &Workflow::id, "workflow", problems);
  for (const Tree& tree : sorted.survey_forms) library.survey_forms.push_back(read_survey_form(tree, problems));
  sort_by(library.survey_forms, &SurveyForm::id);
  refuse_duplicates(library.survey_forms, &SurveyForm::id, "survey_form", problems);
  for (const Tree& tree : sorted.holidays) library.holidays.push_back(read_public_holiday(tree, problems));
  library.calendar = Calendar(library.holidays);
}

void read_sets(Sorted& sorted, Library& library, LawReader& reader) {
  for (auto& [folder, trees] : sorted.sets) {
    const Tree whole = assemble(trees);
    CriteriaSet set = read_set(whole, reader);
    if (!set.id.empty() && set.id != folder) {
      reader.problems.push_back({"criteria.wrong_folder", {{"set", set.id}, {"folder", folder}}, set.place.text(), {}});
    }
    library.sets.push_back(std::move(set));
  }
  sort_by(library.sets, &CriteriaSet::id);
  for (const Tree& tree : sorted.provincial) library.provincial.push_back(read_provincial(tree, reader));
}

}  // namespace

const CriteriaSet* Library::set(std::string_view id) const { return find_by(sets, id, &CriteriaSet::id); }
const Measure* Library::measure(std::string_view id) const { return find_by(measures, id, &Measure::id); }
const Document* Library::document(std::string_view key) const { return find_by(documents, key, &Document::key); }

const Workflow* Library::workflow(std::string_view id) const { return find_by(workflows, id, &Workflow::id); }

const SurveyForm* Library::survey_form(std::string_view id) const { return find_by(survey_forms, id, &SurveyForm::id); }

std::vector<const SurveyForm*> Library::survey_forms_on(Date day, SetLevel level, std::string_view tier) const {
  std::vector<const SurveyForm*> found;
  for (const SurveyForm& each : survey_forms) {
    const bool is_for = std::find(each.tiers.begin(), each.tiers.end(), tier) != each.tiers.end();
    if (each.level == level && is_for && each.valid.contains(day)) found.push_back(&each);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const SurveyForm* a, const SurveyForm* b) { return b->valid.from < a->valid.from; });
  return found;
}

const Workflow* Library::workflow_on(Date day, Purpose purpose, SetLevel level, std::string_view tier) const {
  for (const Workflow& each : workflows) {
    const bool leads_there = std::find(each.tiers.begin(), each.tiers.end(), tier) != each.tiers.end();
    if (leads_there && each.purpose == purpose && each.level == level && each.in_force.contains(day)) return &each;
  }
  return nullptr;
}

const ProvincialLayer* Library::layer(std::string_view province, std::string_view set_id) const {
  for (const ProvincialLayer& layer : provincial) {
    if (layer.province == province && layer.set == set_id) return &layer;
  }
  return nullptr;
}

const Confirmation* Library::confirmation(const CriteriaSet& set, const Indicator& indicator) const {
  const Confirmation* found = nullptr;
  for (const Confirmation& confirmation : confirmations) {
    if (confirmation.set == set.id && confirmation.indicator == indicator.rule.number &&
        confirmation.indicator_hash == indicator.hash && confirmation.province.empty()) {
      found = &confirmation;
    }
  }
  return found;
}

Result<const Measure*> Library::measure_of(std::string_view set_id, std::string_view number) const {
  const CriteriaSet* found = set(set_id);
  if (found == nullptr) return refuse("criteria.unknown_set", {{"set", std::string(set_id)}});
  const RuleNode* rule = found->rule(number);
  if (rule == nullptr) {
    return refuse("criteria.unknown_indicator", {{"set", found->id}, {"indicator", std::string(number)}});
  }
  const Measure* observed = measure(rule->measure);
  if (observed == nullptr) {
    return refuse("criteria.observes_nothing", {{"set", found->id}, {"indicator", std::string(number)}});
  }
  return observed;
}

std::vector<SourceText> embedded_law() {
  std::vector<SourceText> texts;
  for (const std::string& path : resources_under(prefix)) {
    if (!ends_with(path, ".yaml") || path.find("/tests/") != std::string::npos) continue;
    texts.push_back({path.substr(prefix.size()), std::string(resource(path)), path});
  }
  return texts;
}

Result<std::vector<SourceText>> law_in(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::is_directory(folder, error)) return refuse("criteria.no_folder", {{"folder", folder.string()}});
  std::vector<SourceText> texts;
  for (fs::recursive_directory_iterator item(folder, error), end; !error && item != end; item.increment(error)) {
    const std::string path = fs::relative(item->path(), folder, error).generic_string();
    if (!item->is_regular_file(error) || !ends_with(path, ".yaml") || path.find("/tests/") != std::string::npos ||
        path.starts_with("tests/")) {
      continue;
    }
    auto bytes = read_file(item->path());
    if (!bytes) return pass_on(bytes);
    texts.push_back({path, std::move(*bytes), item->path().generic_string()});
  }
  if (error) return refuse("criteria.no_folder", {{"folder", folder.string()}});
  std::sort(texts.begin(), texts.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return texts;
}

Result<Library> read_library(const std::vector<SourceText>& texts) { return read_library(texts, {}); }

Result<Library> read_library(const std::vector<SourceText>& texts, const RegisteredTrees& trees) {
  std::vector<Problem> problems;
  Sorted sorted;
  for (const SourceText& text : texts) {
    const std::string& shown = text.shown.empty() ? text.path : text.shown;
    auto tree = ends_with(text.path, ".json") ? read_canonical(text.bytes, shown) : read_yaml(text.bytes, shown);
    if (!tree) {
      problems.push_back(tree.error());
    } else {
      place_tree(text, std::move(*tree), sorted, problems);
    }
  }
  for (auto& [key, tree] : trees) {
    place_tree({path_of({key.first, key.second, {}, {}}), {}, {}}, std::move(tree), sorted, problems);
  }
  Library library;
  read_measures_and_documents(sorted, library, problems);
  read_procedures(sorted, library, problems);
  LawReader reader{library, problems};
  read_sets(sorted, library, reader);
  if (!problems.empty()) {
    const std::string count = std::to_string(problems.size());
    return refuse("criteria.unreadable", {{"count", count}}, {}, std::move(problems));
  }
  return library;
}

Result<std::shared_ptr<const Library>> embedded_library() {
  auto library = read_library(embedded_law());
  if (!library) return pass_on(library);
  auto problems = check(*library);
  if (!problems.empty()) {
    const std::string count = std::to_string(problems.size());
    return refuse("criteria.faulty", {{"count", count}}, {}, std::move(problems));
  }
  return std::make_shared<const Library>(std::move(*library));
}

}  // namespace luytre::criteria
