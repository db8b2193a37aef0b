#include "programme/criteria/yaml_reader.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

#include "base/json.h"
#include "base/vietnamese.h"

namespace luytre::criteria {

namespace {

using Pieces = std::shared_ptr<const std::string>;

std::string at(const Pieces& file, int line) { return Place{*file, line}.text(); }

// Builds the tree from the parser's events; the first fault ends the reading of that file.
class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(Pieces file) : file_(std::move(file)) { open_.reserve(tree_depth_max); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { add(make(mark, Tree::Kind::null), mark); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { fault("criteria.bad_yaml", mark, "alias (*)"); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& value) override {
    if (tag != "?" && tag != "!" && !tag.empty()) fault("criteria.bad_yaml", mark, "tag " + tag);
    // The canonical form is JSON and would not read back.
    if (!is_valid_utf8(value)) fault("criteria.bad_yaml", mark, "UTF-8");
    Tree tree = make(mark, Tree::Kind::text);
    tree.text = value;
    add(std::move(tree), mark);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(mark, Tree::Kind::list);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(mark, Tree::Kind::map);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

  Result<Tree> take() {
    if (fault_) return tl::unexpected(*fault_);
    return std::move(root_);
  }

 private:
  struct Open {
    Tree tree;
    std::optional<std::string> key;  // of a map, read and waiting for its value
  };

  Tree make(const YAML::Mark& mark, Tree::Kind kind) const {
    Tree tree;
    tree.kind = kind;
    tree.file = file_;
    tree.line = mark.line + 1;
    return tree;
  }

  void open(const YAML::Mark& mark, Tree::Kind kind) {
    if (open_.size() >= tree_depth_max) fault("criteria.bad_yaml", mark, "depth");
    if (fault_) return;
    open_.push_back({make(mark, kind), std::nullopt});
  }

  void close() {
    if (fault_ || open_.empty()) return;
    Tree tree = std::move(open_.back().tree);
    open_.pop_back();
    YAML::Mark mark;
    mark.line = tree.line - 1;
    add(std::move(tree), mark);
  }

  void add(Tree tree, const YAML::Mark& mark) {
    if (fault_) return;
    if (open_.empty()) {
      root_ = std::move(tree);
      return;
    }
    Open& parent = open_.back();
    if (parent.tree.kind == Tree::Kind::list) {
      parent.tree.items.push_back(std::move(tree));
    } else if (!parent.key) {
      if (tree.kind != Tree::Kind::text) return fault("criteria.bad_yaml", mark, "key");
      if (parent.tree.find(tree.text) != nullptr) return fault("criteria.duplicate_key", mark, tree.text);
      parent.key = std::move(tree.text);
    } else {
      parent.tree.fields.emplace_back(std::move(*parent.key), std::move(tree));
      parent.key.reset();
    }
  }

  void fault(std::string code, const YAML::Mark& mark, const std::string& what) {
    if (!fault_) fault_ = Problem{std::move(code), {{"key", what}, {"reason", what}}, at(file_, mark.line + 1), {}};
  }

  Pieces file_;
  std::vector<Open> open_;
  Tree root_;
  std::optional<Problem> fault_;
};

Tree tree_of(const json::value& value, const Pieces& file) {
  Tree tree;
  tree.file = file;
  if (value.is_string()) {
    tree.kind = Tree::Kind::text;
    tree.text = std::string(value.get_string());
  } else if (value.is_array()) {
    tree.kind = Tree::Kind::list;
    tree.items.reserve(value.get_array().size());
    for (const json::value& item : value.get_array()) tree.items.push_back(tree_of(item, file));
  } else if (value.is_object()) {
    tree.kind = Tree::Kind::map;
    tree.fields.reserve(value.get_object().size());
    for (const auto& field : value.get_object()) {
      tree.fields.emplace_back(std::string(field.key()), tree_of(field.value(), file));
    }
  }
  return tree;
}

void write_text(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    } else {
      out += c;
    }
  }
  out += '"';
}

void write_canonical(std::string& out, const Tree& tree) {
  switch (tree.kind) {
    case Tree::Kind::null:
      out += "null";
      return;
    case Tree::Kind::text:
      return write_text(out, tree.text);
    case Tree::Kind::list: {
      char separator = '[';
      if (tree.items.empty()) out += '[';
      for (const Tree& item : tree.items) {
        out += separator;
        separator = ',';
        write_canonical(out, item);
      }
      out += ']';
      return;
    }
    case Tree::Kind::map: {
      std::vector<const std::pair<std::string, Tree>*> sorted;
      sorted.reserve(tree.fields.size());
      for (const auto& field : tree.fields) sorted.push_back(&field);
      std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
      char separator = '{';
      if (sorted.empty()) out += '{';
      for (const auto* field : sorted) {
        out += separator;
        separator = ',';
        write_text(out, field->first);
        out += ':';
        write_canonical(out, field->second);
      }
      out += '}';
    }
  }
}

}  // namespace

Tree::Tree() = default;
Tree::Tree(const Tree&) = default;
Tree::Tree(Tree&&) noexcept = default;
Tree& Tree::operator=(const Tree&) = default;
Tree& Tree::operator=(Tree&&) noexcept = default;
Tree::~Tree() = default;

const Tree* Tree::find(std::string_view key) const {
  for (const auto& [name, value] : fields) {
    if (name == key) return &value;
  }
  return nullptr;
}

Place Tree::place() const { return {file ? *file : std::string(), line}; }

Result<Tree> read_yaml(std::string_view bytes, const std::string& file) {
  const auto name = std::make_shared<const std::string>(file);
  TreeBuilder builder(name);
  try {
    std::istringstream stream{std::string(bytes)};
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
  } catch (const YAML::Exception& exception) {
    return refuse("criteria.bad_yaml", {{"reason", exception.msg}}, at(name, exception.mark.line + 1));
  }
  return builder.take();
}

Result<Tree> read_canonical(std::string_view bytes, const std::string& file) {
  const auto name = std::make_shared<const std::string>(file);
  const auto value = parse_json(bytes);
  if (!value) return refuse("criteria.bad_yaml", {{"reason", value.error().code}}, file);
  return tree_of(*value, name);
}

std::string canonical(const Tree& tree) {
  std::string out;
  write_canonical(out, tree);
  return out;
}

}  // namespace luytre::criteria
