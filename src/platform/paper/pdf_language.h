// The language of a PDF file, which cairo 1.16 cannot tell: screen readers choose their voice by it.
#pragma once

#include <string>
#include <string_view>

namespace luytre::paper {

// The file with an incremental update of its catalogue (ISO 32000-1, 7.5.6): language ("vi"), and the title shown in
// place of the file's name. A file whose cross-reference table is not found where it should be comes back as it is.
std::string with_language(std::string pdf, std::string_view language);

}  // namespace luytre::paper
