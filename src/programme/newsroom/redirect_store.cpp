#include "programme/newsroom/redirect_store.h"

namespace luytre::newsroom {

Result<std::map<std::string, std::string, std::less<>>> load_redirects(storage::Database& database,
                                                                       audit::EventNumber known_at) {
  std::map<std::string, std::string, std::less<>> redirects;
  const auto done = database.each_row("SELECT key, target FROM article_redirect WHERE event <= ? ORDER BY event, key",
                                      {known_at}, [&](const storage::Row& row) -> Done {
                                        redirects[row.text(0)] = row.text(1);
                                        return {};
                                      });
  if (!done) return pass_on(done);
  std::erase_if(redirects, [](const auto& one) { return one.second.empty(); });
  return redirects;
}

Done append_redirects(storage::Database& database, audit::EventNumber event, const std::vector<Redirect>& redirects) {
  std::vector<std::vector<storage::Value>> rows;
  for (const Redirect& one : redirects) rows.push_back({event, one.key, one.address, one.target});
  if (rows.empty()) return {};
  return database.insert_rows("article_redirect", {"event", "key", "address", "target"}, rows);
}

}  // namespace luytre::newsroom
