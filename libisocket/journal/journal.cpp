#include "journal/journal.h"

#include <algorithm>

namespace isocket::journal {

const Value* Event::find(std::string_view name) const {
  for (const Field& field : fields)
    if (field.name == name) return &field.value;
  return nullptr;
}

std::string Event::text(std::string_view name) const {
  const Value* value = find(name);
  if (value == nullptr) return {};
  struct Visitor {
    std::string operator()(const std::string& v) const { return v; }
    std::string operator()(std::int64_t v) const { return std::to_string(v); }
    std::string operator()(double v) const { return std::to_string(v); }
    std::string operator()(bool v) const { return v ? "true" : "false"; }
  };
  return std::visit(Visitor{}, *value);
}

std::uint64_t Journal::record(std::string_view type, std::initializer_list<Field> fields) {
  return record(type, std::vector<Field>{fields});
}

std::uint64_t Journal::record(std::string_view type, std::vector<Field> fields) {
  if (whole_ != nullptr) {
    fields.insert(fields.begin(), fixed_.begin(), fixed_.end());
    return whole_->record(type, std::move(fields));
  }
  if (!redactor_.empty()) {
    for (Field& field : fields)
      if (auto* text = std::get_if<std::string>(&field.value)) *text = redactor_.apply(*text);
  }
  const Event event{++seq_, clock_.now() + behind_, type, std::move(fields)};
  for (Sink* sink : sinks_) sink->on_event(event);
  return event.seq;
}

const Error* Journal::trouble() const {
  if (whole_ != nullptr) return whole_->trouble();
  for (const Sink* sink : sinks_)
    if (const Error* error = sink->trouble()) return error;
  return nullptr;
}

void Journal::continue_after(std::uint64_t seq, Instant at) {
  if (whole_ != nullptr) return whole_->continue_after(seq, at);
  seq_ = seq;
  behind_ = std::max(Duration{}, at - clock_.now());
}

std::string printable(std::string_view octets) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string text;
  text.reserve(octets.size());
  for (const char c : octets) {
    const auto octet = static_cast<unsigned char>(c);
    if (c == '\r') {
      text += "\\r";
    } else if (c == '\n') {
      text += "\\n";
    } else if (c == '\\') {
      text += "\\\\";
    } else if (octet >= 0x20 && octet < 0x7F) {
      text += c;
    } else {
      text += {'\\', 'x', kHex[octet >> 4], kHex[octet & 15]};
    }
  }
  return text;
}

}  // namespace isocket::journal
