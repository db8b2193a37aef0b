#include "outputs/search/index.h"

#include <xapian.h>

#include <algorithm>
#include <mutex>
#include <unordered_map>

#include "outputs/search/ask.h"
#include "outputs/search/facts.h"
#include "outputs/search/index_terms.h"

namespace luytre::search {
namespace {

constexpr const char* version_key = "luytre.version";
constexpr const char* event_key = "luytre.event";
constexpr std::size_t idle_readers_max = 4;
constexpr int tries_max = 4;  // while somebody changes the index under a reader

tl::unexpected<Problem> unusable(const std::filesystem::path& folder, const Xapian::Error& error) {
  return refuse("search.index_unusable", {{"folder", folder.filename().string()}, {"reason", error.get_msg()}});
}

tl::unexpected<Problem> damaged(const Xapian::Error& error) {
  return refuse("search.index_damaged", {{"reason", error.get_msg()}});
}

}  // namespace

struct Index::Parts {
  struct Known {
    Xapian::docid number = 0;
    std::string stamp;
  };
  struct Reader {
    Xapian::Database database;
    std::int64_t generation = 0;
  };

  std::filesystem::path folder;
  std::unique_ptr<Xapian::WritableDatabase> writing;
  bool was_made = false;
  std::unordered_map<std::string, Known> known;
  Facts facts;  // with what is not committed

  std::mutex mutex;  // of what follows
  std::shared_ptr<const Facts> told;
  std::int64_t event = -1;
  std::int64_t generation = 1;
  std::vector<std::unique_ptr<Reader>> idle;

  void read_all() {
    Xapian::Database& database = *writing;
    for (auto at = database.valuestream_begin(key_slot); at != database.valuestream_end(key_slot); ++at) {
      const std::string value = *at;
      const std::size_t parted = value.find('\n');
      known[value.substr(0, parted)] = {at.get_docid(), parted == std::string::npos ? "" : value.substr(parted + 1)};
    }
    for (auto at = database.valuestream_begin(facts_slot); at != database.valuestream_end(facts_slot); ++at) {
      facts.set(at.get_docid(), *at);
    }
    const std::string stored = database.get_metadata(event_key);
    event = stored.empty() ? -1 : std::atoll(stored.c_str());
    told = std::make_shared<const Facts>(facts);
  }

  std::unique_ptr<Reader> reader(std::shared_ptr<const Facts>& facts_now) {
    std::unique_ptr<Reader> taken;
    std::int64_t newest = 0;
    {
      const std::lock_guard lock(mutex);
      facts_now = told;
      newest = generation;
      if (!idle.empty()) {
        taken = std::move(idle.back());
        idle.pop_back();
      }
    }
    if (!taken) {
      taken = std::make_unique<Reader>();
      taken->database = Xapian::Database(folder.string());
    } else if (taken->generation != newest) {
      taken->database.reopen();
    }
    taken->generation = newest;
    return taken;
  }

  void give_back(std::unique_ptr<Reader> reader) {
    const std::lock_guard lock(mutex);
    if (idle.size() < idle_readers_max) idle.push_back(std::move(reader));
  }
};

Index::Index(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Index::~Index() = default;

Result<std::unique_ptr<Index>> Index::open(const std::filesystem::path& folder) {
  auto parts = std::make_unique<Parts>();
  parts->folder = folder;
  const auto make = [&] {
    parts->writing = std::make_unique<Xapian::WritableDatabase>(folder.string(),
                                                                Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
    parts->writing->set_metadata(version_key, std::to_string(index_version));
    parts->writing->commit();
    parts->known.clear();
    parts->facts = Facts();
    parts->told = std::make_shared<const Facts>();
    parts->event = -1;
    parts->was_made = true;
  };
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  try {
    try {
      parts->writing =
          std::make_unique<Xapian::WritableDatabase>(folder.string(), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
      if (parts->writing->get_metadata(version_key) != std::to_string(index_version)) {
        parts->writing.reset();
        make();
      } else {
        parts->read_all();
      }
    } catch (const Xapian::DatabaseLockError&) {
      throw;
    } catch (const Xapian::Error&) {
      parts->writing.reset();
      make();
    }
  } catch (const Xapian::Error& error) {
    return unusable(folder, error);
  }
  return std::unique_ptr<Index>(new Index(std::move(parts)));
}

bool Index::was_made() const { return parts_->was_made; }

std::int64_t Index::event() const {
  const std::lock_guard lock(parts_->mutex);
  return parts_->event;
}

std::size_t Index::size() const { return parts_->known.size(); }

const std::string* Index::stamp(const std::string& key) const {
  const auto found = parts_->known.find(key);
  return found == parts_->known.end() ? nullptr : &found->second.stamp;
}

std::vector<std::string> Index::keys_of(std::string_view kind) const {
  std::vector<std::string> keys;
  for (const auto& [key, known] : parts_->known) {
    if (key.size() > kind.size() && key[kind.size()] == ':' && key.starts_with(kind)) keys.push_back(key);
  }
  return keys;
}

Done Index::put(const Entry& entry, const std::string& stamp) {
  try {
    const Xapian::Document document = document_of(entry, stamp);
    auto& known = parts_->known[entry.key];
    if (known.number == 0) {
      known.number = parts_->writing->add_document(document);
      for (const std::string& word : spelling_words(entry)) parts_->writing->add_spelling(word);
    } else {
      parts_->writing->replace_document(known.number, document);
    }
    known.stamp = stamp;
    parts_->facts.set(known.number, Facts::written(entry));
    return {};
  } catch (const Xapian::Error& error) {
    return damaged(error);
  }
}

Done Index::remove(const std::string& key) {
  const auto found = parts_->known.find(key);
  if (found == parts_->known.end()) return {};
  try {
    parts_->writing->delete_document(found->second.number);
    parts_->facts.forget(found->second.number);
    parts_->known.erase(found);
    return {};
  } catch (const Xapian::Error& error) {
    return damaged(error);
  }
}

Done Index::commit(std::int64_t event) {
  try {
    parts_->writing->set_metadata(event_key, std::to_string(event));
    parts_->writing->commit();
  } catch (const Xapian::Error& error) {
    return damaged(error);
  }
  auto told = std::make_shared<const Facts>(parts_->facts);
  const std::lock_guard lock(parts_->mutex);
  parts_->told = std::move(told);
  parts_->event = event;
  ++parts_->generation;
  return {};
}

Result<Answers> Index::find(const Query& query, const Narrowing& narrowing,
                            const std::optional<std::vector<std::string>>& after, std::size_t rows) const {
  for (int tried = 1;; ++tried) {
    try {
      std::shared_ptr<const Facts> facts;
      auto reader = parts_->reader(facts);
      Answers answers = ask(reader->database, *facts, query, narrowing, after, rows);
      parts_->give_back(std::move(reader));
      return answers;
    } catch (const Xapian::DatabaseModifiedError& error) {
      if (tried == tries_max) return damaged(error);
    } catch (const Xapian::Error& error) {
      return damaged(error);
    }
  }
}

}  // namespace luytre::search
