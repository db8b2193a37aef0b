// What the text of a cell's value means: numbers as Excel shows them, dates by their style, escaped characters.
#pragma once

#include <string>
#include <string_view>

namespace luytre::sheets {

// "1.1000000000000001" -> "1.1", "1E-3" -> "0.001", "-0" -> "0". What is no number, or has an exponent beyond
// 10^±30, comes back as it is.
std::string shown_number(std::string_view written);

// True for a number format that shows a day or a time of day: "dd/mm/yyyy", "[$-42A]d mmmm yyyy", "hh:mm". Quoted
// texts, colours and conditions do not count; "[h]:mm" is a length of time, not a date.
bool is_date_format(std::string_view code);
bool is_built_in_date_format(int id);

// True for a number format that shows a hundredfold: "0%", "0.0 %". A quoted or escaped percent sign only decorates.
bool is_percent_format(std::string_view code);
bool is_built_in_percent_format(int id);

// "45839" -> "2025-07-01", "45839.354166666664" -> "2025-07-01T08:30:00", "0.5" -> "12:00:00". "" when the serial
// number is no day from 1900 to 2199, or is the 29 February 1900 that never was.
std::string date_of_serial(std::string_view serial, bool is_1904);

// "_x000D_" and "_x0041_" back to what they stand for; control characters are dropped, line ends become '\n'.
std::string unescaped(std::string_view text);

}  // namespace luytre::sheets
