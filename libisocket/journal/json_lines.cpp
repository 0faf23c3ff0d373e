#include "journal/json_lines.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <ostream>

namespace isocket::journal {
namespace {

void append_json(std::string& line, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    line += std::to_string(*number);
  } else if (const auto* flag = std::get_if<bool>(&value)) {
    line += *flag ? "true" : "false";
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    // Octets that are no UTF-8 must not end the run: they are replaced.
    line += nlohmann::json(*text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  } else {
    line += nlohmann::json(std::get<double>(value)).dump();
  }
}

}  // namespace

std::string header_line() {
  return "{\"format\":\"isocket-events\",\"version\":" + std::to_string(kFormatVersion) + "}\n";
}

std::string line_of(const Event& event) {
  const auto since = event.at.time_since_epoch().count();
  char head[64];
  std::snprintf(head, sizeof head, "{\"seq\":%llu,\"t\":%lld.%06lld,\"type\":\"",
                static_cast<unsigned long long>(event.seq), static_cast<long long>(since / 1'000'000),
                static_cast<long long>(since % 1'000'000));
  std::string line = head;
  line += event.type;
  line += '"';
  for (const Field& field : event.fields) {
    line += ",\"";
    line += field.name;
    line += "\":";
    append_json(line, field.value);
  }
  line += "}\n";
  return line;
}

JsonLines::JsonLines(std::ostream& out) : out_{out} {
  out_ << header_line();
}

void JsonLines::on_event(const Event& event) {
  out_ << line_of(event);
}

}  // namespace isocket::journal
