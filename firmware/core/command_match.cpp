// Which row a text calls, and for which numbers.

#include "core/command.h"

namespace isocket::fw {
namespace {

std::uint8_t count_of(const Model& model, Numbered what) {
  switch (what) {
    case Numbered::relay: return model.relays;
    case Numbered::input: return model.inputs;
    case Numbered::sensor: return model.sensors;
    case Numbered::no: break;
  }
  return 1;
}

bool fits(Form form, std::string_view rest) {
  switch (form) {
    case Form::bare: return rest.empty();
    case Form::value: return true;
    case Form::digits: {
      for (const char c : rest)
        if (!is_digit(c)) return false;
      return !rest.empty();
    }
    case Form::glued: return !rest.empty() && rest.front() != ' ';
    case Form::joined: return rest.empty() || rest.front() != ' ';
  }
  return false;
}

/// The number at the front of a text, which is cut off.
struct FrontNumber {
  bool there = false;
  bool exists = false;  ///< one of the model's
  std::uint8_t number = 0;
};

FrontNumber take_number(const Model& model, Numbered what, std::string_view& text) {
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  std::uint32_t number = 0;
  FrontNumber front;
  front.there = digits > 0;
  front.exists = parse_number(text.substr(0, digits), count_of(model, what), number) && number > 0;
  if (front.exists) front.number = static_cast<std::uint8_t>(number - 1);
  text.remove_prefix(digits);
  return front;
}

bool take_head(std::string_view head, std::string_view& text) {
  if (!same_word(text.substr(0, head.size()), head)) return false;
  text.remove_prefix(head.size());
  return true;
}

/// Whether `text`, what stands behind the first part of its word, calls a row whose word has a number.
bool calls_numbered(const Model& model, const Command& command, std::string_view tail, std::string_view text,
                    Match& match) {
  const FrontNumber front = take_number(model, command.numbered, text);
  if (!take_head(tail, text)) return false;
  // Only a query may leave its number out; it is for all then (SR-UX-32).
  if (!front.there && command.kind != Kind::inf) return false;
  // What stands behind a number that ends a word is a wrong value, not another word (SR-U4.1-15).
  const bool surplus = tail.empty() && command.form == Form::bare && !text.empty();
  if (!surplus && !fits(command.form, text)) return false;
  const bool wrong = surplus || (front.there && !front.exists);
  match.value = text;
  match.first = front.there ? front.number : std::uint8_t{0};
  match.end =
      wrong ? match.first
            : static_cast<std::uint8_t>(front.there ? front.number + 1 : count_of(model, command.numbered));
  return true;
}

/// Whether `text` calls the row.
bool calls(const Model& model, const Command& command, std::string_view text, Match& match) {
  std::string_view tail = command.name;
  if (!take_head(take_until(tail, '#'), text)) return false;
  match.command = &command;
  if (command.numbered != Numbered::no) {
    if (has<&Model::numbered>(model)) return calls_numbered(model, command, tail, text, match);
    if (!take_head(tail, text)) return false;
  }
  match.value = text;
  match.first = command.number;
  match.end = static_cast<std::uint8_t>(command.number + 1);
  return fits(command.form, text);
}

}  // namespace

Match find_command(const Model& model, std::string_view text) {
  for (const Command& command : commands()) {
    Match match;
    if (has(model, command.feature) && calls(model, command, text, match)) return match;
  }
  return {};
}

bool take_word(const Model& model, std::string_view word, Numbered numbered, std::string_view& text,
               std::uint8_t& number) {
  std::string_view rest = text;
  if (!take_head(take_until(word, '#'), rest)) return false;
  if (numbered != Numbered::no) {
    const FrontNumber front = take_number(model, numbered, rest);
    if (!front.exists || !take_head(word, rest)) return false;
    number = front.number;
  }
  text = rest;
  return true;
}

}  // namespace isocket::fw
