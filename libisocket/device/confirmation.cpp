#include "device/confirmation.h"

#include <algorithm>
#include <string>

#include "device/capitals.h"
#include "device/catalogue.h"

namespace isocket::device {
namespace {

/// In capitals and without blanks.
std::string squeezed(std::string_view text) {
  std::string result = capitals(text);
  std::erase_if(result, [](char c) { return c == ' ' || c == '\r'; });
  return result;
}

/// The name between the braces that open at `brace`.
std::string_view name_at(std::string_view form, std::size_t brace) {
  if (brace == std::string_view::npos) return {};
  return form.substr(brace + 1, form.find('}', brace) - brace - 1);
}

/// What the command has in the place of a name of its form; "10C" too of "{thr}", which goes on "(50F)".
struct Filling {
  std::string text;
  bool begins = false;  ///< more may follow
};

Filling filling(const Command& command, const Command::Filled& filled, std::string_view name) {
  const bool numbered = command.number.exists();
  if (numbered && name == name_at(command.form, command.form.find('{')))
    return {std::string{filled.number}, false};
  if (!command.takes_value()) return {{}, true};
  if (name == name_at(command.form, command.form.rfind('{'))) return {squeezed(filled.value), false};
  if (name == "thr") return {squeezed(filled.value), true};
  return {{}, true};
}

}  // namespace

bool confirms(Model model, std::string_view text, std::string_view reply) {
  const Command* command = find_command(model, text);
  if (command == nullptr || command->reply.empty()) return false;
  const auto filled = command->read(text);
  if (!filled) return false;
  std::string_view pattern = command->reply.substr(0, command->reply.find('|'));
  const std::string line = squeezed(reply.substr(0, reply.find('\n')));
  std::size_t at = 0;
  while (!pattern.empty()) {
    const std::size_t brace = std::min(pattern.find('{'), pattern.size());
    const std::string literal = squeezed(pattern.substr(0, brace));
    if (line.compare(at, literal.size(), literal) != 0) return false;
    at += literal.size();
    if (brace == pattern.size()) break;
    const Filling expected = filling(*command, *filled, name_at(pattern, brace));
    if (line.compare(at, expected.text.size(), expected.text) != 0) return false;
    at += expected.text.size();
    pattern.remove_prefix(std::min(pattern.find('}', brace) + 1, pattern.size()));
    if (!expected.begins) continue;
    const std::string next = squeezed(pattern.substr(0, pattern.find('{')));
    at = next.empty() ? line.size() : line.find(next, at);
    if (at == std::string::npos) return false;
  }
  return at == line.size();
}

}  // namespace isocket::device
