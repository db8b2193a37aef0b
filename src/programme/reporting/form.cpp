#include "programme/reporting/form.h"

#include <algorithm>

#include "base/hash.h"
#include "programme/criteria/readers.h"

namespace luytre::reporting {
namespace {

class Collector {
 public:
  Collector(const criteria::Library& library, Form& form) : library_(library), form_(form) {}

  void add(const criteria::Indicator& indicator, const std::string& criterion) {
    form_.indicators.push_back({indicator.rule.number, criterion, &indicator, {}});
    criteria::each_reading(indicator.rule,
                           [this](const criteria::Reading& reading) { observe(reading.measure, reading.dimensions); });
  }

 private:
  void observe(const std::string& name, const std::vector<std::string>& dimensions) {
    const auto* measure = library_.measure(name);
    if (measure == nullptr) return;
    if (dimensions.empty()) put(measure, "");
    for (const auto& dimension : dimensions) put(measure, dimension);
  }

  void put(const criteria::Measure* measure, const std::string& dimension) {
    auto& fields = form_.fields;
    auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) {
      return field.measure == measure && field.dimension == dimension;
    });
    if (found == fields.end()) found = fields.insert(fields.end(), Field{measure, dimension, {}});
    FormIndicator& indicator = form_.indicators.back();
    const auto position = static_cast<std::size_t>(found - fields.begin());
    if (std::find(indicator.fields.begin(), indicator.fields.end(), position) != indicator.fields.end()) return;
    indicator.fields.push_back(position);
    found->indicators.push_back(indicator.number);
  }

  const criteria::Library& library_;
  Form& form_;
};

}  // namespace

const FormIndicator* Form::indicator(std::string_view number) const {
  const auto found = std::find_if(indicators.begin(), indicators.end(),
                                  [&](const FormIndicator& each) { return each.number == number; });
  return found == indicators.end() ? nullptr : &*found;
}

const Field* Form::field(std::string_view measure, std::string_view dimension) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& each) {
    return each.measure->id == measure && each.dimension == dimension;
  });
  return found == fields.end() ? nullptr : &*found;
}

Result<Form> form_of(const criteria::Library& library, std::string_view set_id) {
  Form form;
  form.set = library.set(set_id);
  if (form.set == nullptr) return refuse("criteria.unknown_set", {{"set", std::string(set_id)}});
  Collector collector(library, form);
  for (const auto& criterion : form.set->criteria) {
    for (const auto& indicator : criterion.indicators) collector.add(indicator, criterion.number);
  }
  return form;
}

Result<AskedForm> find_form(const Known& known, const std::string& period_id) {
  const auto period = find_period(known, period_id);
  if (!period) return pass_on(period);
  auto form = form_of(*known.law, period->set);
  if (!form) return pass_on(form);
  return AskedForm{*period, *std::move(form)};
}

std::string form_hash(const Form& form) {
  std::string text = form.set->id;
  for (const Field& field : form.fields) {
    text += "\n" + field.key() + " " + std::string(criteria::name_of(field.measure->kind)) + " " + field.measure->unit;
    for (const auto& grade : field.measure->grades) text += "," + grade;
  }
  return hex(sha256(text)).substr(0, 16);
}

}  // namespace luytre::reporting
