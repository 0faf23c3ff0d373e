#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "device/configuration.h"
#include "yaml/problems.h"
#include "yaml/source.h"

namespace isocket::config {

/// One field of the Product Information Card, or one column of its tables (docs/spec/manager-usb.md, 4).
struct CardField {
  /// What the value is on the card; of a setting that is absent it is null (4.3).
  enum class Type : unsigned char {
    boolean,      ///< ON or OFF
    phones,       ///< a list of telephone numbers
    numbers,      ///< a list of whole numbers
    secret,       ///< the password if the user wrote it, else "set"
    word,         ///< as the setting
    number,       ///< a whole number
    text,         ///< a text that may be absent
    temperature,  ///< "10C", absent while OFF
    sensor,       ///< "T1" of a sensor that is installed
    time,         ///< of a rule, with its day: "07:00,1" (MU-4-09)
    action,       ///< of a rule
  };
  std::string_view key;    ///< "security.numbers"; of a column "alias"
  std::string_view label;  ///< as on the card
  std::string chapter;     ///< of the user manual
  Type type = Type::word;
  std::string_view unit;  ///< of a number: "s"
  const device::ConsoleSetting* source = nullptr;
};

/// A table of the card, a row for each relay, input, sensor or rule.
struct CardTable {
  std::string_view key;    ///< "inputs"
  std::string_view title;  ///< "Inputs"
  std::string_view row;    ///< "IN": of the row's name, before its number
  int rows = 0;
  std::vector<CardField> columns;
};

/// The single fields and the tables of a model in the order of the card (MU-4-08). Models other than the
/// Smart Relay have of its fields those whose setting they have, and one for each setting that it lacks, so
/// that their cards can be restored from as well (MU-4-06).
const std::vector<CardField>& card_fields(device::Model model);
const std::vector<CardTable>& card_tables(device::Model model);

using Translations = std::vector<std::pair<std::string, std::string>>;  ///< "inputs.alias" to a text

/// What the integrator hands over: the settings read back from the device, and his words for their names.
struct Card {
  device::Configuration configuration;
  Translations translations;

  /// Empty: the integrator left it open.
  [[nodiscard]] std::string_view translation(std::string_view key) const;
};

/// @param row  of a column: from 1; of a single field 0
/// @return     the plain value of the field's setting; null: it has none
const std::string* source_value(const Card& card, const CardField& field, int row);
/// The name of the field's setting: "ALERT3".
std::string source_name(const CardField& field, int row);

/// The first setting that a card of this configuration would lack, as "INPUTS.ALERT3". A configuration is a
/// card only when it is whole (MU-4-21); ACALERT may lack where there is no Voltage Sensor.
std::optional<std::string> first_missing(const device::Configuration& configuration);

/// Whether the customer will be unable to renew the configuration interval (MU-2-16).
bool lacks_renew_password(const device::Configuration& configuration);

/// The integrator's words for fields, from a YAML file of field names and texts.
/// @return  nothing when anything in it is wrong; `problems` then says what, and where
std::optional<Translations> read_translations(device::Model model, const yaml::Source& source,
                                              yaml::Problems& problems);
/// "inputs.alias", for every field and every column.
std::vector<std::string> field_names(device::Model model);

/// The card as one JSON object (4.3), and the card that such an object holds. Errors: bad_value, with what is
/// wrong: no JSON, a field that is missing (the first of them), unknown, written twice, or of a value that
/// the setting cannot have; `offset` is where, if it is no JSON.
std::string card_json(const Card& card);
Result<Card> read_card(std::string_view json);

/// The card for people: Markdown, and one HTML page that prints on A4.
std::string card_markdown(const Card& card);
std::string card_html(const Card& card);

}  // namespace isocket::config
