#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "sms/decode.h"
#include "sms/encode.h"
#include "sms/service_centre.h"

namespace isocket::sms {
namespace {

struct Row {
  std::size_t line = 0;
  Direction direction{};
  std::string hex;
  std::map<std::string, std::string> fields;
};

std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      plain += text[i];
      continue;
    }
    const char code = text[++i];
    plain += code == 'n' ? '\n' : code == 'r' ? '\r' : code == 't' ? '\t' : code;
  }
  return plain;
}

std::vector<Row> rows() {
  std::ifstream file{ISOCKET_SOURCE_DIR "/libisocket/sms/testdata/pdus.tsv"};
  std::vector<Row> result;
  std::string text;
  for (std::size_t number = 1; std::getline(file, text); ++number) {
    if (text.starts_with('#')) continue;
    std::vector<std::string> cells;
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\t', at), text.size());
      cells.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    Row& row = result.emplace_back();
    row.line = number;
    row.direction = cells.at(0) == "mo" ? Direction::from_mobile : Direction::to_mobile;
    row.hex = cells.at(1);
    for (std::size_t i = 2; i < cells.size(); ++i) {
      const std::size_t sign = cells[i].find('=');
      row.fields[cells[i].substr(0, sign)] = unescaped(cells[i].substr(sign + 1));
    }
  }
  return result;
}

/// What was decoded, under the names of the table's columns.
struct Fields {
  std::map<std::string, std::string> values;

  void add(const UserData& data, DataCoding coding) {
    if (const auto text = data.text(coding)) values["text"] = *text;
    values["data"] = to_hex(data.payload);
    if (const auto part = data.concatenation())
      values["concat"] = std::to_string(part->reference) + "/" + std::to_string(part->total) + "/" +
                         std::to_string(part->number);
    values["dcs"] = std::to_string(coding.octet());
    if (const auto number = coding.message_class()) values["class"] = std::to_string(*number);
  }
  void operator()(const Deliver& tpdu) {
    values["address"] = tpdu.originator.to_string();
    values["time"] = tpdu.time_stamp.to_string();
    values["pid"] = std::to_string(tpdu.protocol);
    values["mms"] = tpdu.more_messages ? "1" : "0";
    add(tpdu.user_data, tpdu.coding);
  }
  void operator()(const Submit& tpdu) {
    values["address"] = tpdu.destination.to_string();
    values["pid"] = std::to_string(tpdu.protocol);
    values["mr"] = std::to_string(tpdu.reference);
    values["srr"] = tpdu.status_report_request ? "1" : "0";
    values["vp"] = describe(tpdu.validity);
    add(tpdu.user_data, tpdu.coding);
  }
  void operator()(const StatusReport& tpdu) {
    values["address"] = tpdu.recipient.to_string();
    values["time"] = tpdu.time_stamp.to_string();
    values["dt"] = tpdu.discharge.to_string();
    values["mr"] = std::to_string(tpdu.reference);
    values["st"] = std::to_string(tpdu.status.octet());
    values["mms"] = tpdu.more_messages ? "1" : "0";
  }
  void operator()(const SubmitReport&) {}
  void operator()(const DeliverReport&) {}
};

TEST(PublicPdus, AreAtLeastAHundredAndEachNamesItsSource) {
  const auto all = rows();
  EXPECT_GE(all.size(), 100u);
  for (const Row& row : all) {
    EXPECT_FALSE(row.fields.at("source").empty()) << "line " << row.line;
    EXPECT_GE(row.fields.size(), 2u) << "line " << row.line;
  }
}

TEST(PublicPdus, HoldWhatTheirSourcesSay) {
  for (const Row& row : rows()) {
    SCOPED_TRACE("pdus.tsv:" + std::to_string(row.line) + " " + row.hex);
    const auto pdu = decode_pdu(row.hex, row.direction);
    if (!pdu) {
      ADD_FAILURE() << describe(pdu.error());
      continue;
    }
    Fields fields;
    std::visit([&](const auto& tpdu) { fields(tpdu); }, pdu->tpdu);
    if (pdu->service_centre) fields.values["sca"] = pdu->service_centre->to_string();
    for (const auto& [name, value] : row.fields)
      if (name != "source" && name != "fill") {
        EXPECT_EQ(fields.values[name], value) << name;
      }
  }
}

TEST(PublicPdus, ComeBackOctetForOctet) {
  for (const Row& row : rows()) {
    SCOPED_TRACE("pdus.tsv:" + std::to_string(row.line));
    const auto pdu = decode_pdu(row.hex, row.direction);
    ASSERT_TRUE(pdu);
    const auto text = encode_pdu(pdu->tpdu, pdu->service_centre);
    ASSERT_TRUE(text);
    if (row.fields.contains("fill")) {
      EXPECT_EQ(decode_pdu(text->hex, row.direction), pdu);
    } else {
      EXPECT_EQ(text->hex, row.hex);
    }
  }
}

TEST(PublicPdus, GiveAValueOrAnErrorWithAnyBitFlipped) {
  for (const Row& row : rows()) {
    Octets octets = from_hex(row.hex).value();
    for (std::size_t bit = 0; bit < octets.size() * 8; ++bit) {
      octets[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
      // On the heap, to the octet: a read beyond the end is then seen by the sanitizer.
      const auto pdu = decode_pdu(OctetView{Octets{octets}}, row.direction);
      if (pdu) {
        EXPECT_TRUE(encode_pdu(pdu->tpdu, pdu->service_centre)) << row.line << " bit " << bit;
      } else {
        EXPECT_FALSE(pdu.error().field.empty());
        EXPECT_LE(pdu.error().offset, octets.size()) << describe(pdu.error());
      }
      octets[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    }
  }
}

TEST(PublicPdus, AreRefusedWhenCutAnywhere) {
  for (const Row& row : rows()) {
    const Octets octets = from_hex(row.hex).value();
    const bool report = (octets[1 + octets[0]] & 3) == 2;
    for (std::size_t size = 0; size < octets.size(); ++size) {
      const Octets cut{octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size)};
      const auto pdu = decode_pdu(OctetView{cut}, row.direction);
      // A STATUS-REPORT may end after TP-ST: what follows is optional.
      if (pdu) {
        EXPECT_TRUE(report) << row.line << " cut to " << size;
        continue;
      }
      EXPECT_EQ(pdu.error().code, Errc::underflow) << row.line << ": " << describe(pdu.error());
      EXPECT_EQ(pdu.error().offset, size) << row.line << ": " << describe(pdu.error());
    }
  }
}

TEST(PublicPdus, AreCutFromTheirPaddingWhenAsked) {
  for (const Row& row : rows()) {
    const auto plain = decode_pdu(row.hex, row.direction);
    const std::string padded = row.hex + "FFFF";
    EXPECT_EQ(decode_pdu(padded, row.direction, Trailing::ignore), plain) << row.line;
    const auto refused = decode_pdu(padded, row.direction);
    ASSERT_FALSE(refused) << row.line;
    EXPECT_EQ(refused.error().offset, row.hex.size() / 2) << describe(refused.error());
  }
}

}  // namespace
}  // namespace isocket::sms
