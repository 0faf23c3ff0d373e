#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "modem/modem.h"
#include "modem/scripted_modem.h"
#include "sms/service_centre.h"

namespace isocket::modem {

using namespace std::chrono_literals;

/// Everything the journal holds, and its events in one line each: "sms.submit outcome=sent mr=17".
struct Records final : journal::Sink {
  void on_event(const journal::Event& event) override {
    std::string line{event.type};
    for (const journal::Field& field : event.fields) {
      if (field.name == "modem" || field.name == "intent") continue;
      line += " " + std::string{field.name} + "=" + event.text(field.name);
    }
    lines.push_back(std::move(line));
  }
  [[nodiscard]] std::string of(std::string_view type) const {
    std::string found;
    for (const std::string& line : lines)
      if (line.starts_with(type)) found += (found.empty() ? "" : "|") + line;
    return found;
  }
  [[nodiscard]] bool contains(std::string_view text) const {
    for (const std::string& line : lines)
      if (line.find(text) != std::string::npos) return true;
    return false;
  }
  std::vector<std::string> lines;
};

/// A port that tests plug in and out.
struct TestPort final : PortSource {
  asio::awaitable<Result<OpenedPort>> open() override {
    ++asked;
    if (!plug) co_return fail(Errc::not_found, "port", 0, "nothing is plugged in");
    OpenedPort opened;
    opened.path = path;
    opened.stream = plug();
    co_return opened;
  }
  std::string path = "usb0";
  std::function<std::unique_ptr<ByteStream>()> plug;  ///< empty: it is away
  int asked = 0;
};

/// The driver against a scripted modem, in virtual time.
class ModemTest : public ::testing::Test {
 protected:
  ModemTest() {
    journal.add_sink(records);
    options.name = "m1";
    auto ends = make_pipe(loop);
    near = std::move(ends.first);
    peer = std::make_unique<ScriptedModem>(loop, std::move(ends.second));
  }
  void make() {
    modem = std::make_unique<Modem>(loop, std::move(near), options, journal);
    modem->on_event([this](const ModemEvent& event) { events.push_back(event); });
  }
  /// On a port that can come back: each time it is opened there is a modem fresh from power-up behind it,
  /// made as `prepare` says.
  void make_on_port() {
    auto source = std::make_unique<TestPort>();
    port = source.get();
    plug_in();
    modem = std::make_unique<Modem>(loop, std::move(source), options, journal);
    modem->on_event([this](const ModemEvent& event) { events.push_back(event); });
  }
  void plug_in() {
    port->plug = [this] {
      auto ends = make_pipe(loop);
      peer = std::make_unique<ScriptedModem>(loop, std::move(ends.second));
      if (prepare) prepare(*peer);
      return std::move(ends.first);
    };
  }
  void unplug() {
    port->plug = nullptr;
    peer->unplug();
  }
  Result<Identity> start() {
    if (!modem) make();
    Result<Identity> result = fail(Errc::io, "the loop ran dry");
    EXPECT_TRUE(loop.run_to_end(do_start(*modem, result)));
    return result;
  }
  Submission submit(std::string text = "STATUS", bool confidential = false) {
    Submission submission;
    submission.reason = "the loop ran dry";
    EXPECT_TRUE(loop.run_to_end(do_submit(*modem, message(std::move(text)), confidential, submission)));
    return submission;
  }
  Result<void> dial(bool hidden = false) {
    Result<void> result = fail(Errc::io, "the loop ran dry");
    EXPECT_TRUE(loop.run_to_end(do_dial(*modem, *PhoneNumber::parse("+358912345678"), hidden, result)));
    return result;
  }
  Result<void> hang_up() {
    Result<void> result = fail(Errc::io, "the loop ran dry");
    EXPECT_TRUE(loop.run_to_end(do_hang_up(*modem, result)));
    return result;
  }
  Result<void> answer() {
    Result<void> result = fail(Errc::io, "the loop ran dry");
    EXPECT_TRUE(loop.run_to_end(do_answer(*modem, result)));
    return result;
  }
  Result<UssdReply> ussd(std::string code) {
    Result<UssdReply> result = fail(Errc::io, "the loop ran dry");
    EXPECT_TRUE(loop.run_to_end(do_ussd(*modem, std::move(code), result)));
    return result;
  }
  void run_for(Duration time) { loop.run_until(loop.now() + time); }

  static sms::Submit message(std::string text) {
    sms::Submit submit;
    submit.destination = sms::Address{*PhoneNumber::parse("+358912345678")};
    submit.status_report_request = true;
    submit.user_data = *sms::UserData::of(text, submit.coding);
    return submit;
  }
  /// A DELIVER as it stands behind +CMT and +CMGR, and its length.
  static sms::PduText delivery(std::string text) {
    sms::Deliver deliver;
    deliver.originator = sms::Address{*PhoneNumber::parse("+358912345678")};
    deliver.time_stamp = sms::Timestamp::of(Calendar{} + 24h * 365 * 40);
    deliver.user_data = *sms::UserData::of(text, deliver.coding);
    return *sms::encode_pdu(sms::Tpdu{deliver});
  }
  static sms::PduText report(std::uint8_t reference) {
    sms::StatusReport status;
    status.reference = reference;
    status.recipient = sms::Address{*PhoneNumber::parse("+358912345678")};
    return *sms::encode_pdu(sms::Tpdu{status});
  }
  // The same as the modem tells them: +CMT by itself, the answers to AT+CMGR, the lines of AT+CMGL.
  static std::string cmt(std::string text) {
    const auto pdu = delivery(std::move(text));
    return "+CMT: ," + std::to_string(pdu.length) + "|" + pdu.hex;
  }
  static std::string cmgr(const sms::PduText& pdu) {
    return "+CMGR: 0,," + std::to_string(pdu.length) + "|" + pdu.hex + "|OK";
  }
  static std::string cmgl(int index, const sms::PduText& pdu) {
    return "+CMGL: " + std::to_string(index) + ",0,," + std::to_string(pdu.length) + "|" + pdu.hex;
  }
  /// What AT+CGMI and AT+CGMM tell, by which the dialect is chosen.
  void is(const std::string& manufacturer, const std::string& model) {
    peer->always("AT+CGMI", manufacturer + "|OK");
    peer->always("AT+CGMM", model + "|OK");
  }
  /// Started, and what was said until now forgotten.
  void ready() {
    const auto started = start();
    ASSERT_TRUE(started) << describe(started.error());
    peer->commands.clear();
    peer->payloads.clear();
    records.lines.clear();
    events.clear();
    begun = loop.now();
  }
  /// The modem says this by itself, so long after `begun`.
  void at(Duration delay, std::string what) {
    loop.wake_at(begun + delay, [this, text = std::move(what)] { peer->say(text); });
  }
  /// "in +358... 0s|ended no_answer 12s": what was told of calls, with the time since the start.
  [[nodiscard]] std::string calls() const {
    std::string all;
    const auto add = [&](std::string what, Instant when) {
      if (!all.empty()) all += '|';
      all += what + " " + std::to_string((when - begun) / 100ms) + "00ms";
    };
    for (const ModemEvent& event : events) {
      if (const auto* in = std::get_if<IncomingCall>(&event))
        add("in " + (in->number ? in->number->to_string() : "withheld"), in->at);
      if (const auto* ringing = std::get_if<OutgoingRinging>(&event)) add("ringing", ringing->at);
      if (const auto* answered = std::get_if<OutgoingAnswered>(&event)) add("answered", answered->at);
      if (const auto* ended = std::get_if<CallEnded>(&event))
        add(std::string{ended->incoming ? "in " : "out "} + std::string{name_of(ended->how)}, ended->at);
    }
    return all;
  }
  template <class T>
  std::vector<T> heard() const {
    std::vector<T> found;
    for (const ModemEvent& event : events)
      if (const T* one = std::get_if<T>(&event)) found.push_back(*one);
    return found;
  }
  [[nodiscard]] std::string texts() const {
    std::string all;
    for (const MessageReceived& one : heard<MessageReceived>())
      all += (all.empty() ? "" : "|") + one.deliver.text().value_or("?");
    return all;
  }

  EventLoop loop{EventLoop::Pace::virtual_time};
  journal::Journal journal{loop};
  Records records;
  ModemOptions options;
  std::unique_ptr<ByteStream> near;
  std::unique_ptr<ScriptedModem> peer;
  std::function<void(ScriptedModem&)> prepare;
  TestPort* port = nullptr;  // the modem's
  std::unique_ptr<Modem> modem;
  std::vector<ModemEvent> events;
  Instant begun{};

 private:
  static asio::awaitable<void> do_start(Modem& modem, Result<Identity>& result) {
    result = co_await modem.start();
  }
  static asio::awaitable<void> do_submit(Modem& modem, sms::Submit message, bool confidential,
                                         Submission& submission) {
    submission = co_await modem.submit(std::move(message), confidential);
  }
  static asio::awaitable<void> do_dial(Modem& modem, PhoneNumber number, bool hidden, Result<void>& result) {
    result = co_await modem.dial(std::move(number), hidden);
  }
  static asio::awaitable<void> do_hang_up(Modem& modem, Result<void>& result) {
    result = co_await modem.hang_up();
  }
  static asio::awaitable<void> do_answer(Modem& modem, Result<void>& result) {
    result = co_await modem.answer();
  }
  static asio::awaitable<void> do_ussd(Modem& modem, std::string code, Result<UssdReply>& result) {
    result = co_await modem.ussd(std::move(code));
  }
};

}  // namespace isocket::modem
