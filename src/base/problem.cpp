#include "base/problem.h"

namespace luytre {

tl::unexpected<Problem> refuse(std::string code, Arguments arguments, std::string where, std::vector<Problem> causes) {
  return tl::unexpected<Problem>(Problem{std::move(code), std::move(arguments), std::move(where), std::move(causes)});
}

}  // namespace luytre
