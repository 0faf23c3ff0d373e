#include "lab/modem_messages.h"

#include <algorithm>

#include "sms/decode.h"
#include "sms/encode.h"

namespace isocket::lab {
namespace {

// +CMS ERROR codes (3GPP TS 27.005 §3.2.5).
constexpr int kBadPduParameter = 304;
constexpr int kBadTextParameter = 305;
constexpr int kMemoryFull = 322;
constexpr int kCentreUnknown = 330;
constexpr int kNoService = 331;
constexpr int kNoAcknowledgementExpected = 340;

}  // namespace

ModemMessages::ModemMessages(ModemCore& core)
    : core_{core},
      acknowledgement_{core.network.directory().clock()},
      erasing_{core.network.directory().clock()} {
  // Nothing of the message service answers before it is there ("SMS Ready").
  const auto add = [this](const char* name, Final (ModemMessages::*handler)(const AtCommand&)) {
    core_.on(name, [this, handler](const AtCommand& command) {
      if (!core_.card_ready()) return Final::cms(core_.card.inserted ? 311 : 310);
      return core_.sms_ready ? (this->*handler)(command) : Final::cms(kNotAllowed);
    });
  };
  core.setting("+CMGF", &format_, 0, 1, "(0,1)");
  core.setting("+CMMS", &more_, 0, 2, "(0-2)");
  add("+CPMS", &ModemMessages::store_selection);
  add("+CNMI", &ModemMessages::indications);
  add("+CMGL", &ModemMessages::list);
  add("+CMGR", &ModemMessages::read);
  add("+CMGD", &ModemMessages::erase);
  add("+CMSS", &ModemMessages::send_stored);
  add("+CNMA", &ModemMessages::acknowledge);
  core.on("+CSMS", [this](const AtCommand& command) { return service(command); });
  core.on("+CMGS", [this](const AtCommand& command) { return write(command, Writing::submission); });
  core.on("+CMGW", [this](const AtCommand& command) { return write(command, Writing::storage); });
  core.on("+CSCA", [this](const AtCommand& command) {
    if (command.form == AtCommand::Form::read) core_.info("+CSCA: \"" + centre_ + "\",145");
    if (command.form == AtCommand::Form::set) centre_ = command.parameter(0);
    return Final::ok();
  });
  core.on("+CSMP", [this](const AtCommand& command) {
    if (command.form == AtCommand::Form::read)
      core_.info("+CSMP: " + std::to_string(first_octet_) + "," + std::to_string(validity_) + "," +
                 std::to_string(protocol_) + "," + std::to_string(coding_));
    if (command.form == AtCommand::Form::set) {
      int* const values[] = {&first_octet_, &validity_, &protocol_, &coding_};
      for (std::size_t i = 0; i < std::size(values) && i < command.parameters(); ++i) {
        const auto value = command.number(i);  // an absolute validity, "26/01/06,…", is not known here
        if (!command.parameter(i).empty() && (!value || *value < 0 || *value > 255))
          return Final::cms(kBadTextParameter);
      }
      if (core_.dialect.csmp_clears_centre) centre_.clear();
      for (std::size_t i = 0; i < std::size(values); ++i) *values[i] = command.number(i).value_or(*values[i]);
    }
    return Final::ok();
  });
}

void ModemMessages::reset() {
  format_ = csms_ = mode_ = mt_ = bm_ = ds_ = bfr_ = more_ = 0;
  first_octet_ = 17;
  validity_ = 167;  // 24 h
  protocol_ = coding_ = 0;
  writing_ = Writing::nothing;
  read_store_ = write_store_ = receive_store_ = core_.dialect.receive_store;
  buffered_.clear();
  if (std::exchange(awaiting_acknowledgement_, false))
    core_.network.messages().deliver_again(core_.account, std::exchange(unacknowledged_, {}));
  acknowledgement_.cancel();
  erasing_.cancel();
}

std::string ModemMessages::shown(std::size_t place) const {
  return std::to_string(static_cast<int>(place) - 1 + core_.dialect.first_place);
}

std::size_t ModemMessages::place_of(const AtCommand& command) const {
  const int number = command.number(0).value_or(-1) - core_.dialect.first_place + 1;
  return number < 1 ? 0 : static_cast<std::size_t>(number);
}

std::string ModemMessages::capacity(const std::string& name, bool named) {
  const std::string numbers =
      std::to_string(store(name).used()) + "," + std::to_string(MessageStore::kPlaces);
  return named ? "\"" + name + "\"," + numbers : numbers;
}

Final ModemMessages::store_selection(const AtCommand& command) {
  std::string* const stores[] = {&read_store_, &write_store_, &receive_store_};
  const auto most = static_cast<std::size_t>(core_.dialect.store_parameters);
  if (command.form == AtCommand::Form::test) {
    core_.info("+CPMS: " + std::string{core_.dialect.stores});
    return Final::ok();
  }
  if (command.form == AtCommand::Form::set) {
    const std::size_t n = command.parameters();
    if (n == 0 || n > most) return Final::cms(kNotAllowed);
    for (std::size_t i = 0; i < n; ++i)
      if (core_.dialect.stores.find("\"" + command.parameter(i) + "\"") == std::string_view::npos)
        return Final::cms(kNotAllowed);
    for (std::size_t i = 0; i < n; ++i) *stores[i] = command.parameter(i);
  }
  const bool named = command.form == AtCommand::Form::read;
  std::string line = "+CPMS: ";
  for (std::size_t i = 0; i < most; ++i) line += (i > 0 ? "," : "") + capacity(*stores[i], named);
  core_.info(line);
  return Final::ok();
}

Final ModemMessages::indications(const AtCommand& command) {
  int* const values[] = {&mode_, &mt_, &bm_, &ds_, &bfr_};
  static constexpr int kHighest[] = {2, 3, 2, 2, 1};
  if (command.form == AtCommand::Form::test) {
    core_.info("+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)");
    return Final::ok();
  }
  if (command.form == AtCommand::Form::read) {
    std::string line = "+CNMI: ";
    for (const int* value : values) line += std::to_string(*value) + ",";
    line.pop_back();
    core_.info(line);
    return Final::ok();
  }
  const std::size_t n = command.parameters();
  if (n > 5) return Final::cms(kNotAllowed);
  for (std::size_t i = 0; i < n; ++i) {
    if (command.parameter(i).empty()) continue;
    const auto value = command.number(i);
    if (!value || *value < 0 || *value > kHighest[i]) return Final::cms(303);
  }
  for (std::size_t i = 0; i < n; ++i) *values[i] = command.number(i).value_or(*values[i]);
  if (mode_ != 0) {
    auto waiting = std::exchange(buffered_, {});
    if (bfr_ == 0)
      for (const auto& line : waiting) core_.unsolicited(line);
  }
  return Final::ok();
}

Final ModemMessages::service(const AtCommand& command) {
  if (command.form == AtCommand::Form::test) {
    core_.info(core_.dialect.service_1 ? "+CSMS: (0,1)" : "+CSMS: (0,128)");
  } else if (command.form == AtCommand::Form::read) {
    core_.info("+CSMS: " + std::to_string(csms_) + ",1,1,1");
  } else {
    const auto wanted = command.number(0);
    if (!wanted || *wanted < 0 || *wanted > (core_.dialect.service_1 ? 1 : 0)) return Final::cms(kNotAllowed);
    csms_ = *wanted;
    core_.info("+CSMS: 1,1,1");
  }
  return Final::ok();
}

Final ModemMessages::write(const AtCommand& command, Writing what) {
  if (command.form == AtCommand::Form::test) return Final::ok();
  if (!core_.card_ready()) return Final::cms(core_.card.inserted ? 311 : 310);
  if (!core_.sms_ready) return Final::cms(kNotAllowed);
  if (format_ == 0) {
    const auto length = command.number(0);
    if (!length || *length < 1 || *length > 176) return Final::cms(kBadPduParameter);
    announced_ = static_cast<std::size_t>(*length);
  } else {
    if (!take_destination(command, 0)) return Final::cms(kBadTextParameter);
  }
  written_as_ = StoredMessage::State::unsent;
  if (what == Writing::storage) {
    const std::string state = command.parameter(format_ == 0 ? 1 : 2);
    if (state == "3" || state == "STO SENT")
      written_as_ = StoredMessage::State::sent;
    else if (!state.empty() && state != "2" && state != "STO UNSENT")
      return Final::cms(kNotAllowed);  // received messages are written by the network alone
  }
  writing_ = what;
  return Final::prompt();
}

bool ModemMessages::take_destination(const AtCommand& command, std::size_t n) {
  const auto number = core_.from_line(command.parameter(n));
  if (!number || number->empty()) return false;
  destination_ = *number;
  if (command.number(n + 1) == 145 && !destination_.starts_with('+')) destination_.insert(0, "+");
  return true;
}

Result<sms::Octets> ModemMessages::entered_tpdu(const std::string& text) const {
  if (format_ == 1) {
    const auto to = sms::Address::parse(destination_);
    if (!to) return fail(to.error());
    const auto utf8 = core_.from_line(text);
    if (!utf8) return fail(Errc::bad_encoding, "text");
    sms::Submit submit;
    submit.destination = *to;
    submit.status_report_request = (first_octet_ & 0x20) != 0;
    submit.reject_duplicates = (first_octet_ & 0x04) != 0;
    submit.protocol = static_cast<std::uint8_t>(protocol_);
    if ((first_octet_ & 0x18) == 0x10)  // TP-VPF: relative (3GPP TS 23.040 §9.2.3.3)
      submit.validity = sms::RelativeValidity{static_cast<std::uint8_t>(validity_)};
    submit.coding = sms::DataCoding{static_cast<std::uint8_t>(coding_)};
    auto data = sms::UserData::of(*utf8, submit.coding);
    if (!data) return fail(data.error());
    submit.user_data = std::move(*data);
    return sms::encode(submit);
  }
  std::string digits = text;
  std::erase_if(digits, [](char c) { return c == '\r' || c == '\n' || c == ' '; });
  auto octets = sms::from_hex(digits);
  if (!octets) return fail(octets.error());
  if (octets->empty() || octets->size() != octets->front() + 1u + announced_)
    return fail(Errc::bad_value, "length", 0, "the announced length of the TPDU");
  octets->erase(octets->begin(), octets->begin() + octets->front() + 1);
  if (const auto submit = sms::decode_submit(*octets); !submit) return fail(submit.error());
  return *octets;
}

Final ModemMessages::text_entered(const std::string& text) {
  const Writing what = std::exchange(writing_, Writing::nothing);
  auto tpdu = entered_tpdu(text);
  if (!tpdu) return Final::cms(format_ == 0 ? kBadPduParameter : kBadTextParameter);
  if (what == Writing::storage) {
    const std::size_t place = store(write_store_).add({written_as_, std::move(*tpdu)});
    if (place == 0) return Final::cms(kMemoryFull);
    core_.info("+CMGW: " + shown(place));
    return Final::ok();
  }
  submitted_by_ = "+CMGS";
  const bool names_centre = format_ == 0 && !text.starts_with("00");
  if (centre_.empty() && !names_centre) return Final::cms(kCentreUnknown);
  return submit(std::move(*tpdu));
}

Final ModemMessages::send_stored(const AtCommand& command) {
  StoredMessage* const message = store(write_store_).at(place_of(command));
  if (!message || message->state < StoredMessage::State::unsent) return Final::cms(kInvalidIndex);
  sms::Octets tpdu = message->tpdu;
  if (command.parameters() > 1) {  // <da> takes the place of the stored one (3GPP TS 27.005 §3.5.3)
    auto stored = sms::decode_submit(tpdu);
    if (!stored || !take_destination(command, 1)) return Final::cms(kBadTextParameter);
    const auto to = sms::Address::parse(destination_);
    if (!to) return Final::cms(kBadTextParameter);
    stored->destination = *to;
    const auto other = sms::encode(*stored);
    if (!other) return Final::cms(kBadTextParameter);
    tpdu = *other;
  }
  message->state = StoredMessage::State::sent;
  submitted_by_ = "+CMSS";
  return submit(std::move(tpdu));
}

Final ModemMessages::submit(sms::Octets tpdu) {
  if (!core_.account.reachable()) return Final::cms(kNoService);
  core_.network.messages().submit(core_.account, tpdu, ++reference_);
  return Final::pending();
}

void ModemMessages::submit_finished(const SubmitResult& result) {
  if (result.cause != 0) return core_.finish(Final::cms(result.cause));
  core_.info(std::string{submitted_by_} + ": " + std::to_string(result.reference));
  core_.finish(Final::ok());
}

Final ModemMessages::acknowledge(const AtCommand& command) {
  if (command.form == AtCommand::Form::test) {
    core_.info("+CNMA: (0-2)");
    return Final::ok();
  }
  if (!std::exchange(awaiting_acknowledgement_, false)) return Final::cms(kNoAcknowledgementExpected);
  acknowledgement_.cancel();
  unacknowledged_.clear();
  return Final::ok();
}

}  // namespace isocket::lab
