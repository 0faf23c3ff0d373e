#include "pdu_encode.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <ostream>

#include "core/input_file.h"
#include "pdu_json.h"
#include "sms/segments.h"

namespace isocket::cli {
namespace {

using namespace sms;

struct EncodeOptions {
  std::string kind;
  std::string json;
  std::string sca;
  std::string address;
  std::string text;
  std::string data;
  std::string alphabet;
  std::string validity;
  std::string until;
  std::string time;
  std::string discharge;
  std::optional<unsigned> message_class;
  unsigned reference = 0;
  unsigned concat_reference = 0;
  unsigned pid = 0;
  unsigned status = 0;
  bool wide = false;
  bool status_report = false;
  bool reject_duplicates = false;
  bool reply_path = false;
  bool more_messages = false;
};

/// What is wrong with an option: "--to: bad digit: …".
ExitCode refuse(Terminal& terminal, std::string_view where, const Error& error) {
  std::string words{name_of(error.code)};
  std::replace(words.begin(), words.end(), '_', ' ');
  terminal.err << "isocket: " << where << ": " << words;
  if (!error.detail.empty()) terminal.err << ": " << error.detail;
  terminal.err << "\n";
  return ExitCode::usage;
}

ExitCode write(const Tpdu& tpdu, const std::optional<Address>& sca, Terminal& terminal) {
  const auto text = encode_pdu(tpdu, sca);
  if (!text) return refuse(terminal, text.error().field, text.error());
  terminal.out << text->hex << "\n";
  return ExitCode::pass;
}

ExitCode encode_json(const std::string& path, Terminal& terminal) {
  Result<std::string> text;
  if (path != "-") text = read_file(path);
  if (!text) return refuse(terminal, path, text.error());
  Json document;
  try {
    document = path == "-" ? Json::parse(std::cin) : Json::parse(*text);
  } catch (const Json::exception& e) {
    return refuse(terminal, path, {Errc::bad_encoding, "", 0, e.what()});
  }
  // What decode prints, or one PDU of it by itself.
  const bool whole = document.is_object() && document.contains("pdus");
  if (whole && document.value("schema", Json{}) != kPduSchema)
    return refuse(terminal, path + ": schema", {Errc::unsupported, "", 0, std::string{kPduSchema}});
  if (whole && !document["pdus"].is_array())
    return refuse(terminal, path + ": pdus", {Errc::bad_value, "", 0, "a list of PDUs"});
  const Json pdus = whole ? document["pdus"] : Json::array({document});
  for (std::size_t i = 0; i < pdus.size(); ++i) {
    const auto pdu = pdu_of(pdus[i]);
    if (!pdu) {
      std::string place = path;
      if (whole) place += ": pdus[" + std::to_string(i) + "]";
      if (!pdu.error().field.empty()) place += (whole ? "." : ": ") + pdu.error().field;
      return refuse(terminal, place, pdu.error());
    }
    if (const ExitCode code = write(pdu->tpdu, pdu->service_centre, terminal); code != ExitCode::pass)
      return code;
  }
  return ExitCode::pass;
}

/// "90m", "12h", "4d", "2w".
std::optional<std::chrono::minutes> validity_of(const std::string& text) {
  std::size_t used = 0;
  unsigned long count = 0;
  try {
    count = std::stoul(text, &used);
  } catch (const std::exception&) {
    return std::nullopt;
  }
  if (text.front() < '0' || text.front() > '9' || used + 1 != text.size() || count > 100'000)
    return std::nullopt;
  const auto n = static_cast<int>(count);
  switch (text.back()) {
    case 'm': return std::chrono::minutes{n};
    case 'h': return std::chrono::hours{n};
    case 'd': return std::chrono::days{n};
    case 'w': return std::chrono::weeks{n};
    default: return std::nullopt;
  }
}

/// The user data of a SUBMIT or a DELIVER, in as many parts as the text takes.
Result<std::vector<Segment>> segments_of(const EncodeOptions& options) {
  if (!options.data.empty()) {
    const auto octets = from_hex(without_blanks(options.data));
    if (!octets) return fail(octets.error());
    if (octets->size() > UserData::kMaxOctets)
      return fail(Errc::overflow, "data", UserData::kMaxOctets, "at most 140 octets");
    Segment segment{DataCoding::of(Alphabet::octets, options.message_class), {}};
    segment.user_data.payload = BoundedOctets<UserData::kMaxSeptets>{*octets};
    return std::vector{segment};
  }
  Splitting splitting;
  splitting.reference = static_cast<std::uint16_t>(options.concat_reference);
  splitting.wide = options.wide;
  splitting.message_class = options.message_class;
  if (options.alphabet == "gsm7") splitting.alphabet = Alphabet::gsm7;
  if (options.alphabet == "ucs2") splitting.alphabet = Alphabet::ucs2;
  return split(options.text, splitting);
}

ExitCode encode_options(const EncodeOptions& options, Terminal& terminal) {
  const auto address = Address::parse(options.address);
  if (!address) return refuse(terminal, options.kind == "deliver" ? "--from" : "--to", address.error());
  const char first = options.address.empty() ? '\0' : options.address.front();
  if (options.kind != "deliver" && address->is_name() && first >= '0' && first <= '9')
    return refuse(terminal, "--to",
                  {Errc::bad_digit, "", 0, "a number has digits only, such as +358912345678"});
  std::optional<Address> sca;
  if (!options.sca.empty()) {
    const auto number = PhoneNumber::parse(options.sca);
    if (!number) return refuse(terminal, "--sca", number.error());
    sca = Address{*number};
  }
  Timestamp time;
  Timestamp discharge;
  Validity validity;
  const auto read_time = [](const std::string& text, Timestamp& into) {
    auto stamp = text.empty() ? Result<Timestamp>{} : Timestamp::parse(text);
    if (stamp) into = *stamp;
    return stamp;
  };
  if (const auto stamp = read_time(options.time, time); !stamp)
    return refuse(terminal, "--time", stamp.error());
  if (const auto stamp = read_time(options.discharge, discharge); !stamp)
    return refuse(terminal, "--discharge", stamp.error());
  if (!options.until.empty()) {
    Timestamp until;
    if (const auto stamp = read_time(options.until, until); !stamp)
      return refuse(terminal, "--valid-until", stamp.error());
    validity = until;
  }
  if (!options.validity.empty()) {
    const auto wanted = validity_of(options.validity);
    if (!wanted)
      return refuse(terminal, "--validity",
                    {Errc::bad_value, "", 0, "a number and m, h, d or w: 90m, 12h, 4d, 2w"});
    const auto shortest = RelativeValidity::at_least(*wanted);
    if (shortest.duration() < *wanted)
      return refuse(terminal, "--validity", {Errc::overflow, "", 0, "63w is the longest that TP-VP holds"});
    validity = shortest;
  }
  const auto pid = static_cast<std::uint8_t>(options.pid);
  if (options.kind == "status-report") {
    StatusReport report;
    report.more_messages = options.more_messages;
    report.reference = static_cast<std::uint8_t>(options.reference);
    report.recipient = *address;
    report.time_stamp = time;
    report.discharge = discharge;
    report.status = Status{static_cast<std::uint8_t>(options.status)};
    return write(report, sca, terminal);
  }
  const auto segments = segments_of(options);
  if (!segments) return refuse(terminal, options.data.empty() ? "--text" : "--data", segments.error());
  std::uint8_t reference = static_cast<std::uint8_t>(options.reference);
  for (const Segment& segment : *segments) {
    Tpdu tpdu;
    if (options.kind == "deliver") {
      tpdu = Deliver{options.more_messages, false, options.status_report, options.reply_path, *address, pid,
                     segment.coding,        time,  segment.user_data};
    } else {
      tpdu = Submit{options.reject_duplicates,
                    options.status_report,
                    options.reply_path,
                    reference++,
                    *address,
                    pid,
                    segment.coding,
                    validity,
                    segment.user_data};
    }
    if (const ExitCode code = write(tpdu, sca, terminal); code != ExitCode::pass) return code;
  }
  return ExitCode::pass;
}

CLI::App* add_kind(CLI::App& encode, Action& action, const std::shared_ptr<EncodeOptions>& options,
                   const std::string& kind, const std::string& help) {
  CLI::App* command = encode.add_subcommand(kind, help);
  command->add_option("--sca", options->sca, "service centre's number (default: none, the modem has its own)")
      ->type_name("NUMBER");
  command->callback([options, kind, &action] {
    options->kind = kind;
    action = [options](Terminal& terminal) { return encode_options(*options, terminal); };
  });
  return command;
}

void add_content(CLI::App& command, EncodeOptions& options) {
  command.add_option("--text", options.text, "text, in as many PDUs as it takes");
  command.add_option("--data", options.data, "8 bit data in hexadecimal, in place of a text")
      ->type_name("HEX")
      ->excludes("--text");
  command
      .add_option("--alphabet", options.alphabet, "gsm7 or ucs2 (default: gsm7 where it can carry the text)")
      ->check(CLI::IsMember({"gsm7", "ucs2"}));
  command.add_option("--class", options.message_class, "message class, 0 (shown at once) to 3")
      ->check(CLI::Range(0, 3));
  command.add_option("--pid", options.pid, "TP-PID")->check(CLI::Range(0, 255));
  command.add_option("--concat-reference", options.concat_reference, "reference that all parts share")
      ->check(CLI::Range(0, 65535));
  command.add_flag("--wide", options.wide, "16 bit reference");
  command.add_flag("--reply-path", options.reply_path, "TP-RP");
}

}  // namespace

std::string without_blanks(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') digits += c;
  return digits;
}

void add_pdu_encode(CLI::App& pdu, Action& action) {
  auto options = std::make_shared<EncodeOptions>();
  CLI::App* encode = pdu.add_subcommand("encode", "Writes PDUs in hexadecimal, one on a line.");
  encode->add_option("--json", options->json, "what decode --json printed; - is standard input")
      ->type_name("FILE");
  encode->require_subcommand(0, 1);
  encode->footer(
      "Examples:\n"
      "  isocket pdu encode submit --to +4712345678 --text STATUS --status-report\n"
      "  isocket pdu decode --json 0001000A9121436587... | isocket pdu encode --json -\n"
      "Exit codes: 0 written, 2 an option or the JSON cannot be (which, and what would be right).");

  const char* const submit_help = "SMS-SUBMIT: what a mobile sends";
  CLI::App* submit = add_kind(*encode, action, options, "submit", submit_help);
  submit->add_option("--to", options->address, "TP-DA")->required()->type_name("NUMBER");
  add_content(*submit, *options);
  submit->add_option("--reference", options->reference, "TP-MR of the first PDU")->check(CLI::Range(0, 255));
  submit->add_option("--validity", options->validity, "relative TP-VP, at least this long: 90m, 12h, 4d, 2w");
  submit->add_option("--valid-until", options->until, "absolute TP-VP: 2026-01-31T12:00:00+01:00")
      ->type_name("TIME")
      ->excludes("--validity");
  submit->add_flag("--status-report", options->status_report, "TP-SRR");
  submit->add_flag("--reject-duplicates", options->reject_duplicates, "TP-RD");

  const char* const deliver_help = "SMS-DELIVER: what a mobile receives";
  CLI::App* deliver = add_kind(*encode, action, options, "deliver", deliver_help);
  deliver->add_option("--from", options->address, "TP-OA: a number, or a name of up to 11 characters")
      ->required()
      ->type_name("SENDER");
  add_content(*deliver, *options);
  deliver->add_option("--time", options->time, "TP-SCTS: 2026-01-31T12:00:00+01:00")->type_name("TIME");
  deliver->add_flag("--status-report", options->status_report, "TP-SRI");
  deliver->add_flag("--more-messages", options->more_messages, "TP-MMS 0");

  const char* const report_help = "SMS-STATUS-REPORT: what became of a SUBMIT";
  CLI::App* report = add_kind(*encode, action, options, "status-report", report_help);
  report->add_option("--to", options->address, "TP-RA: the SUBMIT's destination")
      ->required()
      ->type_name("NUMBER");
  report->add_option("--reference", options->reference, "TP-MR of the SUBMIT")->check(CLI::Range(0, 255));
  report->add_option("--time", options->time, "TP-SCTS: when the centre took the SUBMIT")->type_name("TIME");
  report->add_option("--discharge", options->discharge, "TP-DT: when the status came about")
      ->type_name("TIME");
  report->add_option("--status", options->status, "TP-ST, 0 is delivered")->check(CLI::Range(0, 255));
  report->add_flag("--more-messages", options->more_messages, "TP-MMS 0");

  encode->callback([options, encode, &action] {
    if (!encode->get_subcommands().empty()) {
      if (!options->json.empty()) throw CLI::ValidationError("--json", "not together with a kind of PDU");
      return;
    }
    if (options->json.empty()) throw CLI::RequiredError("--json, or one of submit, deliver, status-report,");
    action = [options](Terminal& terminal) { return encode_json(options->json, terminal); };
  });
}

}  // namespace isocket::cli
