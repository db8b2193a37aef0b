// authority/*.yaml read strictly into access::Authority, checked, and written out canonically.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "platform/access/authority.h"

namespace luytre::authority {

struct SourceText {
  std::string path;  // "rules.yaml"
  std::string bytes;
};

std::vector<SourceText> embedded_texts();
Result<std::vector<SourceText>> texts_in(const std::string& folder);  // problem authority.no_folder

// Problem authority.unreadable with everything that is wrong in form, each with file and line.
Result<access::Authority> read_authority(const std::vector<SourceText>& texts);

// What is wrong with the content: unknown roles and acts, rules that overlap, acts nobody ever holds, an act that
// approves in the administrators' lane, a committee role that records the survey (ROLES §6).
std::vector<Problem> check(const access::Authority& authority);

// The bytes kept in the database: the texts' canonical forms, one after the other. Read back by read_canonical.
std::string canonical_of(const std::vector<SourceText>& texts);
Result<access::Authority> read_canonical(std::string_view bytes);

std::string_view word(access::Reach reach);
std::string_view word(access::ActKind kind);
std::string_view word(access::Lane lane);
std::string_view word(access::Confidence confidence);

}  // namespace luytre::authority
