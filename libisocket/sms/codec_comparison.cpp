// Our TPDU codec beside libgammu's, on the same messages, in the same run. First both must agree about every
// message; then they take turns, so that a busy machine slows both.
//
//   codec_comparison [ROUNDS]   1 round is enough to see that they agree
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <numeric>

#include "sms/segments.h"
#include "sms/service_centre.h"

extern "C" {
#include <gammu-message.h>
#include <gammu-misc.h>
#include <gammu-unicode.h>
}

namespace isocket::sms {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// The messages that a modem hands over, of the public ones that the tests hold.
struct Received {
  Octets octets;
  std::string text;
};
/// A text to send.
struct Text {
  Submit prototype;
  std::string text;
  std::vector<unsigned char> gammu_number;
  std::vector<unsigned char> gammu_text;  ///< libgammu's own form: it is not asked to read UTF-8
  GSM_Coding_Type gammu_coding{};
};

std::string gammu_text_of(const GSM_SMSMessage& message) {
  std::string utf8(4 * sizeof message.Text, '\0');
  EncodeUTF8(utf8.data(), message.Text);
  utf8.resize(utf8.find('\0'));
  return utf8;
}

bool gammu_decodes(const Octets& octets, GSM_SMSMessage& message) {
  std::size_t end = 0;
  return GSM_DecodePDUFrame(nullptr, &message, octets.data(), octets.size(), &end, TRUE) == ERR_NONE;
}

/// libgammu writes its fields to the fixed places of a layout; a modem gets them one behind the other.
/// @return  length of the TPDU in `into`; 0 when it could not be made
std::size_t gammu_encodes(const Text& text, std::uint8_t* into) {
  static GSM_SMSMessage message;
  static std::uint8_t frame[512];
  const GSM_SMSMessageLayout& place = PHONE_SMSSubmit;
  GSM_SetDefaultSMSData(&message);
  message.PDU = SMS_Submit;
  message.Class = -1;
  message.Coding = text.gammu_coding;
  message.SMSC.Validity.Format = SMS_Validity_RelativeFormat;
  message.SMSC.Validity.Relative = SMS_VALID_1_Day;
  std::copy(text.gammu_number.begin(), text.gammu_number.end(), message.Number);
  std::copy(text.gammu_text.begin(), text.gammu_text.end(), message.Text);
  message.Length = static_cast<int>(UnicodeLength(message.Text));
  int length = 0;
  if (GSM_EncodeSMSFrame(nullptr, &message, frame, place, &length, TRUE) != ERR_NONE) return 0;
  std::uint8_t* end = into;
  *end++ = frame[place.firstbyte];
  *end++ = frame[place.TPMR];
  end = std::copy_n(frame + place.Number, 2 + (frame[place.Number] + 1) / 2, end);
  *end++ = frame[place.TPPID];
  *end++ = frame[place.TPDCS];
  *end++ = frame[place.TPVP];
  *end++ = frame[place.TPUDL];
  end = std::copy(frame + place.Text, frame + length, end);
  return static_cast<std::size_t>(end - into);
}

std::vector<unsigned char> gammu_form(const std::string& utf8) {
  std::vector<unsigned char> form(2 * utf8.size() + 2);
  DecodeUTF8(form.data(), utf8.c_str(), utf8.size());
  form.resize(2 * UnicodeLength(form.data()) + 2);
  return form;
}

/// DELIVERs with a text on which both agree; and their texts, to be sent.
bool read(const char* path, std::vector<Received>& received, std::vector<Text>& texts) {
  std::ifstream file{path};
  std::string line;
  std::size_t differ = 0;
  while (std::getline(file, line)) {
    if (!line.starts_with("mt\t")) continue;
    const std::string hex = line.substr(3, line.find('\t', 3) - 3);
    auto octets = from_hex(hex);
    auto ours = decode_pdu(hex, Direction::to_mobile);
    const auto* deliver = ours ? std::get_if<Deliver>(&ours->tpdu) : nullptr;
    static GSM_SMSMessage message;
    if (deliver == nullptr || !deliver->text() || deliver->text()->empty() || !octets ||
        !gammu_decodes(*octets, message))
      continue;
    if (gammu_text_of(message) != *deliver->text()) {
      ++differ;  // one of them is wrong there, so it would not be the same work
      continue;
    }
    received.push_back({*octets, *deliver->text()});
    if (deliver->user_data.header) continue;  // a part of a longer text is sent as one
    Text text;
    text.prototype.destination = Address{*PhoneNumber::parse("+358912345678")};
    text.prototype.validity = RelativeValidity::at_least(std::chrono::hours{24});
    text.text = *deliver->text();
    text.gammu_number = gammu_form("+358912345678");
    text.gammu_text = gammu_form(text.text);
    text.gammu_coding =
        fits_gsm7(text.text) ? SMS_Coding_Default_No_Compression : SMS_Coding_Unicode_No_Compression;
    const auto parts = split(text.prototype, text.text);
    if (!parts || parts->size() != 1) continue;
    std::uint8_t frame[512] = {};
    const std::size_t length = gammu_encodes(text, frame);
    const auto back = decode(OctetView{frame, length}, Direction::from_mobile);
    const auto* submit = back ? std::get_if<Submit>(&*back) : nullptr;
    if (submit == nullptr || submit->text() != text.text || submit->destination != text.prototype.destination)
      ++differ;
    else
      texts.push_back(std::move(text));
  }
  std::cout << received.size() << " messages to read and " << texts.size()
            << " to write, on which both agree; " << differ << " left out where they do not.\n";
  return received.size() >= 20 && texts.size() >= 15;
}

/// Nanoseconds for one message, of `repeats` times all of them.
template <class Messages, class Work>
double nanoseconds(const Messages& messages, std::size_t repeats, Work work) {
  const auto began = SteadyClock::now();
  for (std::size_t i = 0; i < repeats; ++i)
    for (const auto& message : messages) work(message);
  const std::chrono::duration<double, std::nano> took = SteadyClock::now() - began;
  return took.count() / static_cast<double>(repeats * messages.size());
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

template <class Messages, class Ours, class Theirs>
void compare(std::string_view what, const Messages& messages, std::size_t rounds, Ours ours, Theirs theirs) {
  std::vector<double> our_times;
  std::vector<double> their_times;
  std::vector<double> ratios;
  for (std::size_t round = 0; round < rounds; ++round) {
    our_times.push_back(nanoseconds(messages, 300, ours));
    their_times.push_back(nanoseconds(messages, 300, theirs));
    ratios.push_back(their_times.back() / our_times.back());
  }
  std::cout << std::left << std::setw(8) << what << std::right << std::fixed << std::setprecision(0)
            << std::setw(10) << median(our_times) << " ns" << std::setw(10) << median(their_times) << " ns"
            << std::setprecision(1) << std::setw(8) << median(ratios) << "\n";
}

int run(const char* path, std::size_t rounds) {
  std::vector<Received> received;
  std::vector<Text> texts;
  if (!read(path, received, texts)) {
    std::cerr << "codec_comparison: " << path << ": too few messages on which both agree\n";
    return 1;
  }
  std::size_t sum = 0;  // what is made is used, or the compiler would leave the work out
  std::cout << "per message   isocket     libgammu   ratio   (median of " << rounds << ")\n";
  compare(
      "read", received, rounds,
      [&sum](const Received& each) {
        const auto pdu = decode_pdu(each.octets, Direction::to_mobile);
        sum += std::get<Deliver>(pdu->tpdu).text()->size();
      },
      [&sum](const Received& each) {
        static GSM_SMSMessage message;
        gammu_decodes(each.octets, message);
        sum += message.Text[1];
      });
  compare(
      "write", texts, rounds,
      [&sum](const Text& each) {
        const auto parts = split(each.prototype, each.text);
        sum += encode_pdu(Tpdu{parts->front()})->hex.size();
      },
      [&sum](const Text& each) {
        std::uint8_t frame[512];
        char hex[1024];
        const std::size_t length = gammu_encodes(each, frame);
        EncodeHexBin(hex, frame, length);
        sum += static_cast<std::size_t>(hex[0]);
      });
  return sum == 0 ? 1 : 0;
}

}  // namespace
}  // namespace isocket::sms

int main(int count, char** words) {
  const int rounds = count > 1 ? std::atoi(words[1]) : 21;
  return isocket::sms::run(ISOCKET_SOURCE_DIR "/libisocket/sms/testdata/pdus.tsv",
                           rounds > 0 ? static_cast<std::size_t>(rounds) : 1);
}
