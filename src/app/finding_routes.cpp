#include "app/finding_routes.h"

#include "app/parts.h"
#include "outputs/portal/search_page.h"
#include "outputs/search/search_routes.h"
#include "programme/documents/documents_routes.h"

namespace luytre::app {
namespace {

documents::DocumentDoors document_doors(const Context& context, Doors& doors) {
  return {part_of(doors.keeper,
                  [](const Snapshot& known) {
                    return documents::Known{known.documents, known.law, known.titles};
                  }),
          doors.writer,
          guard_of(doors),
          doors.evidence,
          [&context] { return context.today(); },
          [&context] { return context.unix_milliseconds(); }};
}

}  // namespace

void add_finding_routes(http::Router& router, const Context& context, Doors& doors) {
  documents::add_document_routes(router, document_doors(context, doors));
  documents::add_document_write_routes(router, document_doors(context, doors));
  record::Keeper& keeper = doors.keeper;
  search::add_search_routes(
      router, [&keeper] { return keeper.at(std::nullopt); }, doors.search);
  portal::add_search_pages(
      router, [&keeper](KnownAt known_at) { return keeper.at(known_at); }, [&context] { return context.today(); },
      doors.search, account_settings(context).public_url);
}

}  // namespace luytre::app
