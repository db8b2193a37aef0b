// Every limit of the HTTP side, in one place.
#pragma once

#include <cstddef>

namespace luytre::http {

inline constexpr std::size_t target_bytes_max = 8'192;
inline constexpr std::size_t header_bytes_max = 32'768;
inline constexpr std::size_t headers_max = 100;
inline constexpr std::size_t body_bytes_max = 1'048'576;
inline constexpr std::size_t connections_max = 4'000;
inline constexpr std::size_t query_parameters_max = 50;
inline constexpr std::size_t path_segments_max = 20;
inline constexpr std::size_t parameter_bytes_max = 500;
inline constexpr std::size_t cursor_bytes_max = 1'000;

// Rows of one answer when the caller does not say, and at most.
inline constexpr std::size_t rows_default = 50;
inline constexpr std::size_t rows_max = 1'000;

// From the first wait for a request to the last byte of its header; also the life of an idle connection.
inline constexpr int header_seconds_max = 20;
inline constexpr int body_seconds_max = 60;
inline constexpr int answer_seconds_max = 60;
// How long a stop waits for requests in flight before it cuts them.
inline constexpr int drain_seconds_max = 10;

// Text shorter than this is sent as it is.
inline constexpr std::size_t compress_bytes_min = 1'024;

}  // namespace luytre::http
