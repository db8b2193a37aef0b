// All observations as known at one event, in memory: sorted columns, one per (measure, opinion, dimension). Immutable
// once built; a newer panel shares all but the runs of cells that changed. No room joins observations in SQL.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "platform/audit/event.h"
#include "programme/observations/column.h"
#include "programme/observations/observation.h"
#include "programme/observations/words.h"

namespace luytre::observations {

struct ColumnKey {
  std::string measure;
  Opinion opinion = Opinion::self;
  std::string dimension;
};

// Orders keys, and finds one without making a string.
struct ColumnOrder {
  using is_transparent = void;
  using Parts = std::tuple<std::string_view, Opinion, std::string_view>;
  static Parts parts(const ColumnKey& key) { return {key.measure, key.opinion, key.dimension}; }
  static Parts parts(const Parts& key) { return key; }
  template <class A, class B>
  bool operator()(const A& a, const B& b) const {
    return parts(a) < parts(b);
  }
};

class Panel {
 public:
  // The value that stands for `unit` on `as_of`: of the dates not after it the latest that has a value, of its versions
  // the newest. A withdrawn value falls back to the date before it. None: nobody has said anything.
  std::optional<Observation> latest(std::string_view unit, std::string_view measure, std::string_view dimension,
                                    Opinion, Date as_of) const;

  // Every version of every date, oldest date first, oldest version first; withdrawn ones included.
  std::vector<Observation> history(std::string_view unit, std::string_view measure, std::string_view dimension,
                                   Opinion) const;

  // Calls `each` for the standing value of every (unit, measure, dimension, opinion, date), in the order of the columns
  // and of units inside; stops when it answers false. Empty filters take everything.
  void each_standing(std::string_view unit, std::string_view measure, std::optional<Opinion>,
                     const std::function<bool(const Observation&)>& each) const;

  // The standing values of one column, of one unit or (empty) all, in order of unit and date.
  std::vector<Observation> standing(const ColumnKey&, std::string_view unit = {}) const;

  // The newest version of exactly this key, withdrawn or not.
  std::optional<Observation> newest(const ObservationKey&) const;

  std::size_t size() const { return size_; }  // all versions
  audit::EventNumber known_at() const { return known_at_; }
  std::vector<ColumnKey> columns() const;
  std::size_t bytes() const;  // of the columns

  // What was recorded after `earlier`, a panel that this one grew from: column by column.
  void each_since(const Panel& earlier, const std::function<void(const ColumnKey&, const Cell&)>& each) const;
  // For many questions at once: one column (nullptr: none), in numbers of these words.
  const Column* column(const ColumnKey& key) const { return column(key.measure, key.opinion, key.dimension); }
  const Words& words() const { return *words_; }

 private:
  friend class PanelBuilder;
  friend class PanelFile;
  friend std::shared_ptr<const Panel> as_known(const std::shared_ptr<const Panel>&, audit::EventNumber);
  friend std::shared_ptr<const Panel> published(const std::shared_ptr<const Panel>&);
  const Column* column(std::string_view measure, Opinion, std::string_view dimension) const;
  Observation observation(const ColumnKey&, const Cell&) const;

  std::shared_ptr<const Words> words_ = std::make_shared<Words>();
  std::map<ColumnKey, std::shared_ptr<const Column>, ColumnOrder> columns_;
  std::size_t size_ = 0;
  audit::EventNumber known_at_ = 0;
};

// The panel without drafts and without what the residents' survey came to: what leaves the staff's rooms. A survey's
// exact shares would tell cells that its published result withholds (surveys/publish.h). One without either is its own.
std::shared_ptr<const Panel> published(const std::shared_ptr<const Panel>& panel);

// The panel as it was known at an event that is not after its own. Shares the runs that nobody touched since.
std::shared_ptr<const Panel> as_known(const std::shared_ptr<const Panel>& panel, audit::EventNumber known_at);

// Collects observations and makes a panel; starts empty or from an earlier panel, whose untouched parts are shared.
class PanelBuilder {
 public:
  explicit PanelBuilder(const Panel* earlier = nullptr);
  void add(const Observation&);
  std::uint32_t intern(std::string_view word) { return words_.intern(word); }
  // The cells that were added of this key, to add more; they name their words by the numbers that `intern` gave. Valid
  // until tidy() or build().
  Cells& cells(const ColumnKey& key) { return added_[key]; }
  // Lays what was added away when it has become much: cells in the making are several times as large as kept ones.
  void tidy();
  std::shared_ptr<const Panel> build(audit::EventNumber known_at) &&;

 private:
  void lay_away();

  Words words_;
  std::map<ColumnKey, std::shared_ptr<const Column>, ColumnOrder> columns_;
  std::map<ColumnKey, Cells, ColumnOrder> added_;
};

}  // namespace luytre::observations
