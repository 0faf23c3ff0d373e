#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cli_testing.h"

namespace isocket::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Json = nlohmann::ordered_json;

/// A file that goes with this object.
struct Scratch {
  Scratch(const std::string& name, const std::string& contents)
      : path{::testing::TempDir() + std::to_string(::getpid()) + "-pdu_" + name} {
    std::ofstream{path} << contents;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { std::filesystem::remove(path); }
  const std::string path;
};

const std::string kDeliver = "07911326040000F0040B911346610089F60000208062917314480CC8F71D14969741F977FD07";
const std::string kSubmit = "005100098156355476F80000AA14050003880303C2A066D8CD02B5F3A0F9DB0D";
const std::string kReport = "07914306073011F006270B913426565711F7012081111345400120811174054043";

TEST(PduHelp, IsAsApproved) {
  EXPECT_EQ(differs_from_approved("pdu-decode-help.txt", run_with({"pdu", "decode", "--help"}).out), "");
  EXPECT_EQ(differs_from_approved("pdu-encode-help.txt", run_with({"pdu", "encode", "--help"}).out), "");
  EXPECT_EQ(differs_from_approved("pdu-encode-submit-help.txt",
                                  run_with({"pdu", "encode", "submit", "--help"}).out),
            "");
}

TEST(PduDecode, PrintsEveryFieldByItsName) {
  const auto result = run_with({"pdu", "decode", kDeliver, kSubmit, kReport});
  EXPECT_EQ(result.code, ExitCode::pass);
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(differs_from_approved("pdu-decode.txt", result.out), "");
}

TEST(PduDecode, PrintsOneJsonDocument) {
  const auto result = run_with({"pdu", "decode", "--json", kDeliver, kSubmit, kReport});
  EXPECT_EQ(result.code, ExitCode::pass);
  EXPECT_EQ(differs_from_approved("pdu-decode.json", result.out), "");
}

struct Malformed {
  std::vector<std::string> arguments;
  std::string field;
  int octet;
};

const std::vector<Malformed> kMalformed = {
    {{"", "--json"}, "hex", 0},
    {{"0"}, "hex", 0},
    {{"00XX"}, "hex", 1},
    {{"0791132604"}, "SCA", 5},
    {{"0C91214365870921436587092143"}, "SCA", 0},
    {{"02911F"}, "SCA", 2},
    {{"00"}, "TPDU.TP-MTI", 1},
    {{"0003"}, "TPDU.TP-MTI", 1},
    {{"--direction", "mo", "0002"}, "TPDU.TP-MTI", 1},
    {{"0004"}, "SMS-DELIVER.TP-OA", 2},
    {{"00041591"}, "SMS-DELIVER.TP-OA", 2},
    {{"0004049121F3"}, "SMS-DELIVER.TP-OA", 5},
    {{"000402912100"}, "SMS-DELIVER.TP-DCS", 6},
    {{"0004029121000020313920000080"}, "SMS-DELIVER.TP-SCTS", 8},
    {{"00040291210000208031200000"}, "SMS-DELIVER.TP-SCTS", 13},
    {{"00040291210000208030200000800400"}, "SMS-DELIVER.TP-UD", 16},
    {{"000402912100002080302000008000FF"}, "SMS-DELIVER", 15},
    {{"00040291210000208030200000 80A1"}, "SMS-DELIVER.TP-UDL", 14},
    {{"00440291210000208030200000800804000301"}, "SMS-DELIVER.TP-UD", 19},
    {{"004402912100002080302000008008060003010101FF"}, "SMS-DELIVER.TP-UD.UDH", 21},
    {{"0044029121000020803020000080020A00"}, "SMS-DELIVER.TP-UD.UDH", 15},
    {{"00110002912100"}, "SMS-SUBMIT.TP-DCS", 7},
    {{"0011000291210000"}, "SMS-SUBMIT.TP-VP", 8},
    {{"001900029121000051317200000080"}, "SMS-SUBMIT.TP-VP", 9},
    {{"000600029121208030200000802080302000008"}, "hex", 19},
    {{"00060002912120803020000080208030200000 80"}, "SMS-STATUS-REPORT.TP-ST", 20},
    {{"--direction", "mt", "0001"}, "SMS-SUBMIT-REPORT.TP-PI", 2},
    {{"--without-sca", "04029121"}, "SMS-DELIVER.TP-PID", 4},
};

TEST(PduDecode, NamesFieldAndOctetOfWhatIsMalformed) {
  std::string all;
  for (const Malformed& row : kMalformed) {
    std::vector<std::string> arguments{"pdu", "decode"};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    const auto result = run_with(arguments);
    EXPECT_EQ(result.code, ExitCode::usage) << result.out;
    EXPECT_THAT(result.err,
                StartsWith("isocket: " + row.field + " at octet " + std::to_string(row.octet) + ": "));
    all += result.err;
  }
  EXPECT_EQ(differs_from_approved("pdu-malformed.txt", all), "");
}

TEST(PduDecode, DecodesTheOthersWhenOneIsMalformed) {
  const auto result = run_with({"pdu", "decode", "00XX", kDeliver});
  EXPECT_EQ(result.code, ExitCode::usage);
  EXPECT_THAT(result.out, StartsWith("SMS-DELIVER, 30 octets\n"));
}

TEST(PduDecode, TakesTheDirectionItIsTold) {
  EXPECT_THAT(run_with({"pdu", "decode", "--without-sca", "--direction", "mo", "0000"}).out,
              StartsWith("SMS-DELIVER-REPORT, 2 octets\n"));
  EXPECT_THAT(run_with({"pdu", "decode", "--without-sca", "--direction", "mt", "010011303241520463"}).out,
              StartsWith("SMS-SUBMIT-REPORT, 9 octets\n"));
  EXPECT_EQ(run_with({"pdu", "decode", "--direction", "up", kDeliver}).code, ExitCode::usage);
}

TEST(PduDecode, SkipsPaddingWhenAsked) {
  EXPECT_EQ(run_with({"pdu", "decode", kDeliver + "FFFF"}).code, ExitCode::usage);
  EXPECT_EQ(run_with({"pdu", "decode", "--padded", kDeliver + "FFFF"}).code, ExitCode::pass);
}

TEST(PduEncode, UndoesDecodeForEveryPublicPdu) {
  std::ifstream table{ISOCKET_SOURCE_DIR "/libisocket/sms/testdata/pdus.tsv"};
  std::map<std::string, std::vector<std::string>> arguments{{"mt", {}}, {"mo", {}}};
  std::map<std::string, std::string> expected;
  for (std::string line; std::getline(table, line);) {
    if (line.starts_with('#') || line.find("\tfill=1") != std::string::npos) continue;
    const std::string direction = line.substr(0, 2);
    const std::string hex = line.substr(3, line.find('\t', 3) - 3);
    arguments[direction].push_back(hex);
    expected[direction] += hex + "\n";
  }
  EXPECT_GE(arguments["mt"].size() + arguments["mo"].size(), 100u);
  for (const auto& [direction, hex] : arguments) {
    std::vector<std::string> decode{"pdu", "decode", "--json", "--direction", direction};
    decode.insert(decode.end(), hex.begin(), hex.end());
    const auto decoded = run_with(decode);
    ASSERT_EQ(decoded.code, ExitCode::pass) << decoded.err;
    const auto encoded = run_with({"pdu", "encode", "--json", Scratch{direction, decoded.out}.path});
    EXPECT_EQ(encoded.err, "");
    EXPECT_EQ(encoded.out, expected[direction]);
  }
}

TEST(PduEncode, WritesFromOptionsWhatDecodeReads) {
  EXPECT_EQ(run_with({"pdu", "encode", "submit", "--to", "+46708251358", "--text", "hellohello", "--validity",
                      "4d"})
                .out,
            "0011000B916407281553F80000AA0AE8329BFD4697D9EC37\n");
  EXPECT_EQ(run_with({"pdu", "encode", "submit", "--sca", "+31624000000", "--reference", "13", "--to",
                      "+31628870634", "--text", "www.diafaan.com", "--validity", "3d", "--status-report"})
                .out,
            "07911326040000F0310D0B911326880736F40000A90FF7FBDD454E87CDE1B0DB357EB701\n");
  EXPECT_EQ(run_with({"pdu", "encode", "deliver", "--sca", "+447785016005", "--from", "sipgate", "--text",
                      "Testmail", "--time", "2008-08-13T12:07:22+01:00"})
                .out,
            "0791447758100650040DD0F334FC1CA6970100008080312170224008D4F29CDE0EA7D9\n");
  EXPECT_EQ(run_with({"pdu", "encode", "status-report", "--to", "+31628870634", "--reference", "214",
                      "--time", "2011-01-11T17:59:15+01:00", "--discharge", "2011-01-11T17:59:17+01:00"})
                .out,
            "0006D60B911326880736F4111011719551401110117195714000\n");
  EXPECT_EQ(run_with({"pdu", "encode", "submit", "--to", "12345678", "--data", "48 65", "--class", "2"}).out,
            "00010008812143658700160248"
            "65\n");
  EXPECT_EQ(run_with({"pdu", "encode", "submit", "--to", "+1", "--text", "a", "--alphabet", "ucs2",
                      "--reject-duplicates", "--reply-path", "--pid", "64", "--valid-until",
                      "2013-07-10T13:39:00+02:00"})
                .out,
            "009D000191F14008317001319300800200"
            "61\n");
}

TEST(PduEncode, SplitsALongText) {
  const auto result = run_with({"pdu", "encode", "submit", "--to", "+1", "--text", std::string(161, 'x'),
                                "--reference", "255", "--concat-reference", "7"});
  EXPECT_THAT(result.out, StartsWith("0041FF0191F10000A00500030702"
                                     "01"));
  EXPECT_THAT(result.out, HasSubstr("\n0041000191F100000F05000307"
                                    "0202"));
}

struct Refused {
  std::vector<std::string> arguments;
  std::string words;
};

TEST(PduEncode, NamesTheOptionThatCannotBe) {
  const std::vector<Refused> rows = {
      {{"submit", "--to", "+47x"}, "isocket: --to: bad digit: "},
      {{"submit", "--to", "4712345678x"}, "isocket: --to: bad digit: a number has digits only"},
      {{"submit", "--to", "+47", "--validity", "500d"}, "isocket: --validity: overflow: 63w is the longest"},
      {{"submit", "--to", "+47", "--sca", "x"}, "isocket: --sca: bad digit: "},
      {{"submit", "--to", "+47", "--text", "ж", "--alphabet", "gsm7"}, "isocket: --text: bad encoding: "},
      {{"submit", "--to", "+47", "--text", "\xFF"}, "isocket: --text: bad encoding: UTF-8\n"},
      {{"submit", "--to", "+47", "--data", "0G"}, "isocket: --data: bad digit: "},
      {{"submit", "--to", "+47", "--validity", "4"},
       "isocket: --validity: bad value: a number and m, h, d or w"},
      {{"submit", "--to", "+47", "--validity", "-4d"}, "isocket: --validity: bad value: "},
      {{"submit", "--to", "+47", "--valid-until", "tomorrow"}, "isocket: --valid-until: bad digit: 2026-"},
      {{"deliver", "--from", "twelve chars"}, "isocket: --from: overflow: "},
      {{"deliver", "--from", "a", "--time", "2026-13-01T00:00:00Z"}, "isocket: --time: bad value: a month"},
      {{"status-report", "--to", "+1", "--discharge", "x"}, "isocket: --discharge: bad digit: "},
      {{"submit", "--to", "+47", "--class", "4"}, "--class"},
      {{"submit"}, "--to is required"},
      {{}, "--json, or one of submit, deliver, status-report, is required"},
      {{"--json", "-", "submit", "--to", "1"}, "--json"},
      {{"--json", "/nowhere"}, "isocket: /nowhere: not found: "},
  };
  for (const Refused& row : rows) {
    std::vector<std::string> arguments{"pdu", "encode"};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    const auto result = run_with(arguments);
    EXPECT_EQ(result.code, ExitCode::usage) << row.words;
    EXPECT_EQ(result.out, "") << row.words;
    EXPECT_THAT(result.err, HasSubstr(row.words));
  }
}

/// What encode says about the JSON of kSubmit with one change.
std::string refusal(const std::string& pointer, const Json& value) {
  Json document = Json::parse(run_with({"pdu", "decode", "--json", kSubmit}).out);
  document[Json::json_pointer{pointer}] = value;
  const auto result = run_with({"pdu", "encode", "--json", Scratch{"changed", document.dump()}.path});
  EXPECT_EQ(result.code, ExitCode::usage) << pointer;
  const std::size_t path = result.err.find("pdu_changed: ");
  return path == std::string::npos ? result.err : result.err.substr(path + 13);
}

TEST(PduEncode, NamesTheJsonValueThatCannotBe) {
  EXPECT_EQ(refusal("/schema", "other"), "schema: unsupported: isocket-pdu-1\n");
  EXPECT_EQ(refusal("/pdus", 1), "pdus: bad value: a list of PDUs\n");
  EXPECT_EQ(refusal("/pdus/0", 1), "pdus[0]: bad value: an object\n");
  EXPECT_THAT(refusal("/pdus/0/kind", "SMS"), StartsWith("pdus[0].kind: bad value: SMS-DELIVER, "));
  EXPECT_EQ(refusal("/pdus/0/TP-MR", 256), "pdus[0].TP-MR: bad value: a whole number of 0 to 255\n");
  EXPECT_EQ(refusal("/pdus/0/TP-MR", "1"), "pdus[0].TP-MR: bad value: a whole number of 0 to 255\n");
  EXPECT_EQ(refusal("/pdus/0/TP-RD", 2), "pdus[0].TP-RD: bad value: a whole number of 0 to 1\n");
  EXPECT_EQ(refusal("/pdus/0/TP-XX", 0), "pdus[0].TP-XX: bad value: a key that this kind has\n");
  EXPECT_THAT(refusal("/pdus/0/TP-DA/value", "12x"), StartsWith("pdus[0].TP-DA.value: bad digit: "));
  EXPECT_THAT(refusal("/pdus/0/TP-UD/text", "other"),
              StartsWith("pdus[0].TP-UD.text: bad value: the same as in payload"));
  EXPECT_THAT(refusal("/pdus/0/TP-UD/payload", "80"),
              StartsWith("pdus[0].TP-UD.payload: bad value: septets"));
  EXPECT_THAT(refusal("/pdus/0/TP-UDHI", 0), StartsWith("pdus[0].TP-UDHI: bad value: 1, or no header"));
  EXPECT_THAT(refusal("/pdus/0/TP-VPF", 0), StartsWith("pdus[0].TP-VPF: bad value: 1, 2 or 3"));
  EXPECT_THAT(refusal("/pdus/0/TP-VPF", 3), StartsWith("pdus[0].TP-VP"));
  const auto broken = run_with({"pdu", "encode", "--json", Scratch{"broken", "{"}.path});
  EXPECT_EQ(broken.code, ExitCode::usage);
  EXPECT_THAT(broken.err, HasSubstr("line 1, column 2"));
}

TEST(PduEncode, TakesAnEditedTextWithoutItsPayload) {
  Json document = Json::parse(run_with({"pdu", "decode", "--json", kDeliver}).out);
  Json& pdu = document["pdus"][0];
  pdu["TP-UD"] = {{"text", "Fine €"}};
  pdu["TP-SCTS"] = "2026-01-31T12:00:00-03:30";
  pdu["TP-OA"] = "+4712345678";
  const auto encoded = run_with({"pdu", "encode", "--json", Scratch{"edited", document.dump()}.path});
  ASSERT_EQ(encoded.code, ExitCode::pass) << encoded.err;
  const auto back = Json::parse(run_with({"pdu", "decode", "--json", encoded.out}).out)["pdus"][0];
  EXPECT_EQ(back["TP-UD"]["text"], "Fine €");
  EXPECT_EQ(back["TP-SCTS"]["time"], "2026-01-31T12:00:00-03:30");
  EXPECT_EQ(back["TP-OA"]["value"], "4712345678");
}

}  // namespace
}  // namespace isocket::cli
