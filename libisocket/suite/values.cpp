#include "suite/values.h"

#include "suite/placeholder.h"

namespace isocket::suite {

Result<std::string> fill(std::string_view text, const Values& values) {
  auto pieces = cut(text);
  if (!pieces) return fail(std::move(pieces.error()));
  std::string filled;
  for (const Piece& piece : *pieces) {
    if (piece.kind == Piece::Kind::literal) {
      filled += piece.text;
      continue;
    }
    if (piece.kind != Piece::Kind::value)
      return fail(Errc::bad_value, "placeholder", piece.offset, "only an expected text can capture");
    const auto value = values.find(piece.text);
    if (value == values.end())
      return fail(Errc::not_found, "placeholder", piece.offset, "'<" + piece.text + ">' has no value here");
    filled += value->second;
    if (piece.digits != 0) {
      if (value->second.size() > piece.digits)
        return fail(
            Errc::bad_value, "placeholder", piece.offset,
            "'" + value->second + "' has more than " + std::to_string(piece.digits) + " digits already");
      filled.append(piece.digits - value->second.size(), '0');
    }
  }
  return filled;
}

}  // namespace isocket::suite
