#include "monitor_log.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <ostream>

#include "modem/survey.h"
#include "sms/timestamp.h"

namespace isocket::cli {
namespace {

using Json = nlohmann::ordered_json;

/// How long the parts of one message are waited for.
constexpr Duration kPatience = std::chrono::minutes{10};

std::string or_withheld(const std::optional<PhoneNumber>& number) {
  return number ? number->to_string() : "a withheld number";
}

/// In quotes, on one line.
std::string on_one_line(const std::string& text) {
  std::string line = "\"";
  for (const char c : text) {
    if (c == '\n')
      line += "\\n";
    else if (c == '\r')
      line += "\\r";
    else if (static_cast<unsigned char>(c) < ' ' || c == '\x7F')
      line += '?';
    else
      line += c;
  }
  return line + "\"";
}

}  // namespace

MonitorLog::MonitorLog(const Clock& clock, std::ostream& out, bool json)
    : clock_{clock}, out_{out}, json_{json}, reassembly_{kPatience} {}

bool MonitorLog::whole() const {
  return out_.good();
}

void MonitorLog::line(const std::string& modem, const std::string& event, const std::string& words,
                      const Fields& fields) {
  const std::string time = sms::Timestamp::of(clock_.calendar()).to_string();
  if (!json_) {
    out_ << time << "  " << modem << "  " << words << "\n" << std::flush;
    return;
  }
  Json document{{"time", time}, {"modem", modem}, {"event", event}};
  for (const auto& [name, value] : fields)
    std::visit([&, &key = name](const auto& v) { document[key] = v; }, value);
  out_ << document.dump(-1, ' ', false, Json::error_handler_t::replace) << "\n" << std::flush;
}

void MonitorLog::ready(const std::string& modem, const modem::Identity& identity) {
  line(modem, "ready", "ready: " + identity.manufacturer + " " + identity.model + ", IMEI " + identity.imei,
       {{"manufacturer", identity.manufacturer}, {"model", identity.model}, {"imei", identity.imei}});
}

void MonitorLog::failed(const std::string& modem, const std::string& reason) {
  line(modem, "failed", "cannot be watched: " + reason, {{"reason", reason}});
}

void MonitorLog::signal(const std::string& modem, int dbm) {
  const std::string words{modem::words_of_signal(dbm)};
  line(modem, "signal", "signal " + std::to_string(dbm) + " dBm (" + words + ")",
       {{"dbm", std::int64_t{dbm}}, {"words", words}});
}

void MonitorLog::message(const std::string& modem, const modem::MessageReceived& received) {
  auto step = reassembly_.add(received.deliver, received.at);
  const char* before = received.stored_before ? " (stored before)" : "";
  if (step.outcome == sms::Reassembly::Outcome::waiting) {
    const std::string from = received.deliver.originator.to_string();
    line(modem, "part", "part of a message from " + from + before, {{"from", from}});
  }
  if (!step.message) return;
  const std::string from = step.message->originator.to_string();
  std::string text = step.message->text;
  if (text.empty() && !step.message->data.empty())
    text = "<" + std::to_string(step.message->data.size()) + " octets of data>";
  line(modem, "message", "message from " + from + before + ": " + on_one_line(text),
       {{"from", from},
        {"text", text},
        {"stamped", step.message->time_stamp.to_string()},
        {"parts", static_cast<std::int64_t>(step.message->parts.size())},
        {"stored_before", received.stored_before}});
}

void MonitorLog::event(const std::string& modem, const modem::ModemEvent& event) {
  if (const auto* received = std::get_if<modem::MessageReceived>(&event)) {
    message(modem, *received);
  } else if (const auto* told = std::get_if<modem::ReportReceived>(&event)) {
    const std::string to = told->report.recipient.to_string();
    const std::string reference = std::to_string(told->report.reference);
    const std::string status{told->report.status.name()};
    line(modem, "report", "report on message " + reference + " to " + to + ": " + status,
         {{"to", to}, {"mr", std::int64_t{told->report.reference}}, {"status", status}});
  } else if (const auto* unreadable = std::get_if<modem::UnreadableReceived>(&event)) {
    line(modem, "unreadable",
         "a PDU that cannot be read (" + describe(unreadable->error) + "): " + unreadable->hex,
         {{"pdu", unreadable->hex}, {"reason", describe(unreadable->error)}});
  } else if (const auto* call = std::get_if<modem::IncomingCall>(&event)) {
    line(modem, "call", "call from " + or_withheld(call->number),
         {{"from", call->number ? call->number->to_string() : ""}});
  } else if (const auto* ended = std::get_if<modem::CallEnded>(&event)) {
    const std::string how{modem::name_of(ended->how)};
    line(modem, "call_ended", "the call has ended (" + how + ")", {{"how", how}});
  } else if (std::holds_alternative<modem::ModemRestarted>(event)) {
    line(modem, "restarted", "the modem has restarted", {});
  } else if (const auto* recovering = std::get_if<modem::ModemRecovering>(&event)) {
    line(modem, "recovering", recovering->reason + "; it is being put right",
         {{"reason", recovering->reason}});
  } else if (const auto* gone = std::get_if<modem::ModemGone>(&event)) {
    line(modem, "gone", gone->reason, {{"reason", gone->reason}});
  }
}

}  // namespace isocket::cli
