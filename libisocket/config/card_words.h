#pragma once
// What Markdown and HTML have in common: the words in which a card tells its values.

#include <string>
#include <vector>

#include "config/card.h"

namespace isocket::config {

/// The value for people; several for a list, none where the card stays empty (MU-4-11).
std::vector<std::string> shown_values(const Card& card, const CardField& field, int row);

/// What the row is called: "R3", "IN1", or its number; nothing where a model has one of what others number.
std::string row_name(const CardTable& table, int row);

struct Section {
  std::string_view title;
  std::vector<const CardField*> fields;
};
/// The single fields in their order, under the subjects that their names begin with.
std::vector<Section> sections_of(const Card& card);

/// "2015-03-01 12:00 (UTC+02:00)" of the device's "15/03/01,12:00:00+08"; "clock not set" before it was.
std::string time_words(const Card& card);

/// A value of INFO; empty if it is not known.
std::string info_of(const Card& card, std::string_view name);

/// "SECURITY 6, CONFIRM 1": which state of the settings the card shows (MU-4-04).
std::string revision_words(const Card& card);

}  // namespace isocket::config
