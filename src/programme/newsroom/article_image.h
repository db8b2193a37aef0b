// A picture of an article: what it shows in words, whose it is, by what right it is shown, and who can be seen on it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/audit/event.h"

namespace luytre::newsroom {

enum class ShownPeople { none, crowd, consent, guardian };
std::string_view name_of(ShownPeople people);
std::optional<ShownPeople> shown_people_named(std::string_view name);

// By what right it is shown.
enum class Permission { own, permission, licence, public_domain };
std::string_view name_of(Permission permission);
std::optional<Permission> permission_named(std::string_view name);

struct ArticleImage {
  std::string id;       // UUIDv7
  std::string article;  // id
  int place = 0;        // order among the article's pictures; the first is the lead picture
  std::string alt;      // in place of the picture; "" only when decorative
  bool is_decorative = false;
  std::string caption;
  std::string credit;
  std::string source;
  Permission permission = Permission::own;
  std::string permission_note;  // staff's alone
  ShownPeople people = ShownPeople::none;
  bool has_children = false;
  std::string consent;  // where the consent lies: staff's alone
  int width = 0;
  int height = 0;
  int small_width = 0;
  int small_height = 0;
  std::string digest;          // hex SHA-256 of the large picture's bytes
  bool is_removed = false;     // taken out of a draft
  bool is_taken_down = false;  // its bytes are gone
  std::string actor;
  audit::EventNumber event = 0;

  std::string large_address() const { return "/hinh-anh/" + digest + "-l.jpg"; }
  std::string small_address() const { return "/hinh-anh/" + digest + "-s.jpg"; }
};

}  // namespace luytre::newsroom
