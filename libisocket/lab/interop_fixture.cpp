#include "lab/interop_fixture.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "sms/decode.h"
#include "sms/encode.h"
#include "sms/segments.h"

namespace isocket::lab {

using namespace std::chrono_literals;

namespace {

constexpr Duration kProgramLimit = 60s;
constexpr std::size_t kShownOfALog = 12000;  // octets: some seconds of ModemManager at its most talkative

LabOptions brisk_lab() {
  LabOptions options;
  options.timing = Timing::brisk();
  return options;
}

}  // namespace

// --- somebody with a telephone ---------------------------------------------------------------------------

Person::Person(Network& network, std::string_view number)
    : network_{network}, account_{network.directory().add(*PhoneNumber::parse(number))} {
  network_.cells().attach(account_, *this);
}

Person::~Person() {
  network_.cells().detach(account_);
}

void Person::write(std::string_view to, std::string_view text) {
  sms::Submit prototype;
  prototype.destination = sms::Address{*PhoneNumber::parse(to)};
  sms::Splitting splitting;
  splitting.reference = ++reference_;
  const auto parts = sms::split(prototype, text, splitting).value();
  for (const sms::Submit& part : parts) outgoing_.push_back(sms::encode(part).value());
  submit_next();
}

void Person::submit_next() {
  if (submitting_ || outgoing_.empty()) return;
  submitting_ = true;
  network_.messages().submit(account_, outgoing_.front(), reference_++);
  outgoing_.pop_front();
}

void Person::submit_finished(const SubmitResult& result) {
  EXPECT_EQ(result.cause, 0);
  submitting_ = false;
  submit_next();
}

Arrival Person::message_arrived(const sms::Octets& tpdu) {
  const auto deliver = sms::decode_deliver(tpdu);
  EXPECT_TRUE(deliver) << sms::to_hex(tpdu);
  if (!deliver) return Arrival::taken;
  if (auto step = parts_.add(*deliver, network_.directory().clock().now()); step.message)
    texts.push_back(step.message->text);
  return Arrival::taken;
}

void Person::call(std::string_view number) {
  const PhoneNumber to = *PhoneNumber::parse(number);
  EXPECT_NE(network_.calls().dial(account_, to.digits(), true, false), 0u);
}

void Person::call_changed(const CallEvent& event) {
  if (event.kind == CallEvent::Kind::incoming) ++rings;
  if (event.kind == CallEvent::Kind::connected) ++answered;
  if (event.kind == CallEvent::Kind::ended) ended.push_back(event.end);
}

// --- programs --------------------------------------------------------------------------------------------

Interop::Interop() : lab{loop, brisk_lab()} {
  EXPECT_TRUE(until([this] { return person.reachable(); }, 10s));
}

Interop::~Interop() {
  if (!HasFailure()) return;
  for (const std::string& file : files("")) {
    if (!file.ends_with("log")) continue;
    const std::string log = contents(file);
    std::cout << "--- the end of " << std::filesystem::path{file}.filename().string() << ":\n"
              << log.substr(log.size() - std::min(log.size(), kShownOfALog)) << '\n';
  }
}

InteropOnATerminal::InteropOnATerminal() {
  EXPECT_TRUE(pty->name(path("modem")));
  lab.add_modem(*PhoneNumber::parse(kModem), pty->take_stream(loop));
}

std::string Interop::contents(const std::string& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

void Interop::write(const std::string& name, const std::string& text) const {
  std::ofstream{path(name), std::ios::binary} << text;
}

std::vector<std::string> Interop::files(const std::string& directory) const {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator{path(directory)})
    found.push_back(entry.path().string());
  std::sort(found.begin(), found.end());
  return found;
}

std::unique_ptr<ChildProcess> Interop::start(const std::string& line, const std::string& log) {
  const std::vector<std::string> arguments{"-c", "exec >" + path(log) + " 2>&1; " + line};
  auto child = ChildProcess::start(loop, "/bin/sh", arguments);
  EXPECT_TRUE(child) << describe(child.error());
  return child ? std::move(*child) : nullptr;
}

std::string Interop::shell(const std::string& line) {
  const auto child = start(line, "output");
  EXPECT_TRUE(until([&] { return !child->running(); }, kProgramLimit)) << line << " did not end:\n"
                                                                       << contents(path("output"));
  return contents(path("output"));
}

void Interop::stop(ChildProcess& program) {
  program.terminate();
  EXPECT_TRUE(until([&] { return !program.running(); }, 30s));
}

void Interop::add_device() {
  LabBench& bench = **lab.add_device(fw::HostDeviceOptions{}, *PhoneNumber::parse(kDevice));
  bool registered = false;
  bench.rig().reset([&registered](bool yes) { registered = yes; });
  EXPECT_TRUE(until([&] { return registered; }, 30s));
}

}  // namespace isocket::lab
