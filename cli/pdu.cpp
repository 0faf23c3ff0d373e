#include <CLI/CLI.hpp>
#include <ostream>
#include <sstream>

#include "command.h"
#include "pdu_encode.h"
#include "pdu_json.h"

namespace isocket::cli {
namespace {

using namespace sms;

struct DecodeOptions {
  std::vector<std::string> hex;
  std::string direction;
  bool json = false;
  bool without_sca = false;
  bool padded = false;
};

/// "isocket: WHERE: what", the octets, and a caret under the one that is wrong (or behind the last one).
void show_error(std::ostream& err, const Error& error, std::string_view hex) {
  const std::size_t column = std::min(2 * error.offset, hex.size());
  err << "isocket: " << describe(error) << "\n  " << hex << "\n  " << std::string(column, ' ')
      << (column + 1 < hex.size() ? "^^" : "^") << "\n";
}

/// TP-MTI 0 and 1 mean another kind each way; without being told, DELIVER and SUBMIT are meant, not the
/// reports.
Direction direction_of(const Octets& octets, std::size_t tpdu, const std::string& chosen) {
  if (chosen == "mo") return Direction::from_mobile;
  if (chosen == "mt") return Direction::to_mobile;
  const bool submit = octets.size() > tpdu && (octets[tpdu] & 3) == 1;
  return submit ? Direction::from_mobile : Direction::to_mobile;
}

Result<Pdu> decode_one(const std::string& digits, const DecodeOptions& options, std::size_t& length) {
  const auto octets = from_hex(digits);
  if (!octets) return fail(octets.error());
  if (octets->empty()) return fail(Errc::underflow, "hex", 0, "at least one octet");
  const Trailing trailing = options.padded ? Trailing::ignore : Trailing::refuse;
  const std::size_t start = options.without_sca ? 0 : 1u + octets->front();
  length = octets->size() - std::min(start, octets->size());
  const Direction direction = direction_of(*octets, start, options.direction);
  if (!options.without_sca) return decode_pdu(OctetView{*octets}, direction, trailing);
  auto tpdu = decode(*octets, direction, trailing);
  if (!tpdu) return fail(std::move(tpdu.error()));
  return Pdu{{}, *std::move(tpdu)};
}

void print(std::ostream& out, const Pdu& pdu, std::size_t length) {
  out << name_of(pdu.tpdu) << ", " << length << " octets\n";
  for (const PduField& field : fields_of(pdu)) {
    std::istringstream lines{field.words};
    std::string name = field.name;
    for (std::string line; std::getline(lines, line); name.clear())
      out << "  " << name << std::string(10 - name.size(), ' ') << line << "\n";
  }
}

ExitCode decode_all(const DecodeOptions& options, Terminal& terminal) {
  Json pdus = Json::array();
  ExitCode code = ExitCode::pass;
  bool first = true;
  for (const std::string& text : options.hex) {
    const std::string digits = without_blanks(text);
    std::size_t length = 0;
    const auto pdu = decode_one(digits, options, length);
    if (!pdu) {
      show_error(terminal.err, pdu.error(), digits);
      code = ExitCode::usage;
    } else if (options.json) {
      pdus.push_back(json_of(*pdu));
    } else {
      if (!first) terminal.out << "\n";
      print(terminal.out, *pdu, length);
      first = false;
    }
  }
  if (options.json)
    terminal.out << Json{{"schema", kPduSchema}, {"pdus", std::move(pdus)}}.dump(
                        2, ' ', false, Json::error_handler_t::replace)
                 << "\n";
  return code;
}

void add_decode(CLI::App& pdu, Action& action) {
  auto options = std::make_shared<DecodeOptions>();
  CLI::App* command = pdu.add_subcommand("decode", "Prints every field of a PDU by its 3GPP name.");
  command->add_option("hex", options->hex, "PDU in hexadecimal; blanks in it are skipped")
      ->required()
      ->type_name("HEX");
  command
      ->add_option("--direction", options->direction,
                   "mt: to the mobile, mo: from it (default: what is no report)")
      ->check(CLI::IsMember({"mt", "mo"}))
      ->type_name("mt|mo");
  command->add_flag("--json", options->json, "print one JSON document, which encode reads");
  command->add_flag("--without-sca", options->without_sca, "the octets begin with the TPDU");
  command->add_flag("--padded", options->padded, "skip what follows the TPDU: some modems pad it");
  command->footer(
      "Examples:\n"
      "  isocket pdu decode 07911326040000F0040B911346610089F60000208062917314480CC8F71D14969741F977FD07\n"
      "  isocket pdu decode --json --without-sca --direction mo 0100...\n"
      "Exit codes: 0 decoded, 2 malformed (the field, the octet, and a caret under it).");
  command->callback([options, &action] {
    action = [options](Terminal& terminal) { return decode_all(*options, terminal); };
  });
}

}  // namespace

void add_pdu(CLI::App& app, Action& action) {
  CLI::App* pdu =
      app.add_subcommand("pdu", "Shows what a short message's octets say, and writes such octets.");
  pdu->require_subcommand(1);
  add_decode(*pdu, action);
  add_pdu_encode(*pdu, action);
}

}  // namespace isocket::cli
