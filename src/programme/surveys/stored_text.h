// What columns of the room's tables hold as JSON.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "programme/surveys/round.h"

namespace luytre::surveys {

std::string text_of(const Parameters& parameters);
Parameters parameters_of(const std::string& text);
std::string text_of(const std::vector<Note>& notes);
std::vector<Note> notes_of(const std::string& text);
std::string items_text(const std::vector<ItemCount>& items);
std::vector<ItemCount> items_of(const std::string& text);
std::string channels_text(const Tally& tally);
void take_channels(const std::string& text, Tally& tally);
std::string figures_text(const std::map<std::string, std::string>& figures);
std::map<std::string, std::string> figures_of(const std::string& text);

}  // namespace luytre::surveys
