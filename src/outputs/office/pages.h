// The pages, one function each; office_routes.cpp says where they stand.
#pragma once

#include "outputs/office/desk_frame.h"

namespace luytre::office {

// sign_in_pages.cpp
Result<http::Response> sign_in_page(const Office& office, const Visit& visit);
Result<http::Response> post_sign_in(const Office& office, const Visit& visit);
Result<http::Response> factor_page(const Office& office, const Visit& visit);
Result<http::Response> post_factor(const Office& office, const Visit& visit);
Result<http::Response> post_sign_out(const Office& office, const Visit& visit);
Result<http::Response> activation_page(const Office& office, const Visit& visit);
Result<http::Response> post_activation(const Office& office, const Visit& visit);

// own_pages.cpp: /tai-khoan
Result<http::Response> account_page(const Office& office, const Visit& visit);
Result<http::Response> password_page(const Office& office, const Visit& visit);
Result<http::Response> post_password(const Office& office, const Visit& visit);
Result<http::Response> set_factor_page(const Office& office, const Visit& visit);
Result<http::Response> post_set_factor(const Office& office, const Visit& visit);
Result<http::Response> recovery_page(const Office& office, const Visit& visit);
Result<http::Response> post_recovery(const Office& office, const Visit& visit);

// delegation_pages.cpp: /tai-khoan/uy-quyen
Result<http::Response> delegations_page(const Office& office, const Visit& visit);
Result<http::Response> post_delegations(const Office& office, const Visit& visit);

// own_access_pages.cpp: tokens, sessions; notices and how they come
Result<http::Response> tokens_page(const Office& office, const Visit& visit);
Result<http::Response> post_tokens(const Office& office, const Visit& visit);
Result<http::Response> sessions_page(const Office& office, const Visit& visit);
Result<http::Response> post_sessions(const Office& office, const Visit& visit);
Result<http::Response> preference_page(const Office& office, const Visit& visit);
Result<http::Response> post_preference(const Office& office, const Visit& visit);
Result<http::Response> notices_page(const Office& office, const Visit& visit);
Result<http::Response> post_notices(const Office& office, const Visit& visit);

// permission_pages.cpp
Result<http::Response> matrix_page(const Office& office, const Visit& visit);
Result<http::Response> why_page(const Office& office, const Visit& visit);

// account_list_pages.cpp: /quan-tri
Result<http::Response> accounts_page(const Office& office, const Visit& visit);
Result<http::Response> invitation_page(const Office& office, const Visit& visit);
Result<http::Response> post_invitation(const Office& office, const Visit& visit);
Result<http::Response> waiting_page(const Office& office, const Visit& visit);
Result<http::Response> post_waiting(const Office& office, const Visit& visit);

// import_pages.cpp
Result<http::Response> import_page(const Office& office, const Visit& visit);
Result<http::Response> post_import(const Office& office, const Visit& visit);
Result<http::Response> import_form_file(const Office& office, const Visit& visit);

// one_account_pages.cpp: /quan-tri/tai-khoan/{id}
Result<http::Response> one_account_page(const Office& office, const Visit& visit);
Result<http::Response> post_one_account(const Office& office, const Visit& visit);

// log_pages.cpp: /nhat-ky
Result<http::Response> log_page(const Office& office, const Visit& visit);
Result<http::Response> event_page(const Office& office, const Visit& visit);
Result<http::Response> chain_page(const Office& office, const Visit& visit);
Result<http::Response> post_chain(const Office& office, const Visit& visit);

// minutes_page.cpp: /hoi-dong/{id}/bien-ban
Result<http::Response> minutes_page(const Office& office, const Visit& visit);

// law_desk_pages.cpp: /ban-luat
Result<http::Response> law_desk_page(const Office& office, const Visit& visit);
Result<http::Response> open_points_page(const Office& office, const Visit& visit);
Result<http::Response> post_open_points(const Office& office, const Visit& visit);
Result<http::Response> law_form_file(const Office& office, const Visit& visit);

// proposing_pages.cpp
Result<http::Response> proposing_page(const Office& office, const Visit& visit);
Result<http::Response> post_proposing(const Office& office, const Visit& visit);
Result<http::Response> confirming_page(const Office& office, const Visit& visit);
Result<http::Response> post_confirming(const Office& office, const Visit& visit);

// proposal_pages.cpp
Result<http::Response> proposal_page(const Office& office, const Visit& visit);
Result<http::Response> post_proposal(const Office& office, const Visit& visit);

}  // namespace luytre::office
