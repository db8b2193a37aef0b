// Law files: any bytes under the name of a law file are read or refused with a place; what was read has a canonical
// form that reads back to itself.

#include "fuzz/input.h"
#include "programme/criteria/check.h"
#include "programme/criteria/library.h"
#include "programme/criteria/yaml_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace luytre::criteria;
  using luytre::fuzz::hold;
  const std::string bytes(luytre::fuzz::text_of(data, size));
  const auto tree = read_yaml(bytes, "f.yaml");
  if (!tree) {
    hold(!tree.error().code.empty(), "a problem has a code");
    return 0;
  }
  const auto text = canonical(*tree);
  const auto again = read_canonical(text, "f.json");
  hold(again.has_value() && canonical(*again) == text, "the canonical form reads back to itself");

  // The same bytes in each place where a law folder expects a file; nothing may be worse than a problem.
  for (const auto* path : {"measures/f.yaml", "documents.yaml", "f/2021-2025/set.yaml", "f/2021-2025/01-f.yaml"}) {
    std::vector<SourceText> texts{{path, bytes, ""}};
    const auto library = read_library(texts);
    if (library) static_cast<void>(check(*library));
  }
  return 0;
}
