#pragma once
// What tests of settings by SMS share: a device in the lab, one party that writes to it, and its cable, which
// no fault of the network touches, to tell what the device has.

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "cable/configuration.h"
#include "device/catalogue.h"
#include "lab/lab.h"
#include "lab/usb_cable.h"
#include "provision/apply.h"
#include "target.h"

namespace isocket::cli {

inline const PhoneNumber kDeviceBySms = *PhoneNumber::parse("+358401009999");
inline const PhoneNumber kBossBySms = *PhoneNumber::parse("+358401000001");

/// Every text of the journal, and what may have reached the network.
struct SmsRecord final : journal::Sink {
  void on_event(const journal::Event& event) override {
    for (const journal::Field& field : event.fields) texts += event.text(field.name) + "\n";
    if (event.type == "provision.send") latest = event.text("text");
    if (event.type != "sms.submit" || event.text("outcome") == "refused") return;
    sent.push_back(latest);
    const device::Command* command = device::find_command(model, latest);
    if (command == nullptr || command->kind != device::Kind::conf) return;
    longest_pause = std::max(longest_pause, event.at - latest_conf);
    latest_conf = event.at;
  }
  device::Model model = device::Model::environment_pro;
  std::string texts, latest;
  std::vector<std::string> sent;
  Instant latest_conf{};
  Duration longest_pause{};  ///< between two commands of type Conf, which keep the window open
};

struct Written {
  Result<provision::Plan> plan;
  std::vector<provision::GroupOutcome> groups;
  std::optional<Error> trouble;  ///< before anything was written
  std::size_t messages = 0;      ///< behind the reading
};

/// A new device of a model, and one party that writes to it.
class SmsWorld final : public Target {
 public:
  explicit SmsWorld(device::Model model, const std::vector<std::string>& faults = {}, std::uint64_t seed = 1)
      : Target{EventLoop::Pace::virtual_time, lab::kLabStart},
        model_{model},
        lab_{loop_, options(faults, seed)} {
    record.model = model;
    journal_.add_sink(record);
    fw::HostDeviceOptions firmware;
    firmware.model = std::string{name_of(model)};
    bench_ = *lab_.add_device(std::move(firmware), kDeviceBySms);
    add_party("boss", kBossBySms, lab_.add_modem(kBossBySms), modem::ModemOptions{"m1"});
    set_table(*bench_, run::Device{model, kDeviceBySms, {}}, {}, true);
    EXPECT_TRUE(loop_.run_to_end(begin()));
  }
  asio::awaitable<Result<void>> start() override { return start_modems(); }
  [[nodiscard]] std::string model(std::size_t) const override { return std::string{name_of(model_)}; }
  [[nodiscard]] std::string name(std::size_t) const override { return "lab"; }
  [[nodiscard]] run::Offer offer(std::size_t) const override { return {}; }

  void wait(Duration time) { EXPECT_TRUE(loop_.run_to_end(sleep_for(loop_, time))); }

  /// All settings as the cable tells them.
  device::Configuration truth() {
    device::Configuration configuration;
    at_the_cable([&](cable::Client& client) { return read_truth(client, configuration); });
    return configuration;
  }
  /// As the cable sets them, before the test.
  void set(const device::Configuration& desired) {
    at_the_cable([&](cable::Client& client) { return write_truth(client, desired); });
  }

  Result<device::Configuration> read(const std::string& password = {}) {
    device::Configuration actual{model_, {}};
    std::optional<Error> trouble;
    auto dialogue = begin_dialogue(password, {});
    EXPECT_TRUE(loop_.run_to_end(read_all(dialogue, actual, trouble)));
    if (trouble) return fail(*trouble);
    return actual;
  }
  Written write(const device::Configuration& desired, const std::string& password = {},
                std::optional<std::size_t> most = {}) {
    Written written;
    auto dialogue = begin_dialogue(password, most);
    EXPECT_TRUE(loop_.run_to_end(write_all(dialogue, desired, written)));
    password_after = dialogue.password();
    return written;
  }

  SmsRecord record;
  std::string password_after;

 private:
  static lab::LabOptions options(const std::vector<std::string>& faults, std::uint64_t seed) {
    lab::LabOptions options;
    options.seed = seed;
    for (const std::string& fault : faults) EXPECT_TRUE(options.faults.add(fault)) << fault;
    return options;
  }
  asio::awaitable<void> begin() {
    auto started = co_await start_modems();
    for (int again = 0; again < 5 && !started; ++again) started = co_await start_modems();
    EXPECT_TRUE(started);
    const auto reset = co_await bench_->reset();
    EXPECT_TRUE(reset);
  }
  provision::Dialogue begin_dialogue(const std::string& password, std::optional<std::size_t> most) {
    provision::DialogueOptions options;
    options.password = password;
    options.most = most;
    return provision::Dialogue{table(), std::move(options)};
  }
  template <class Work>
  void at_the_cable(Work work) {
    lab::UsbCable usb{loop_, bench_->rig()};
    cable::Client client{loop_, usb.take_stream()};
    EXPECT_TRUE(loop_.run_to_end(work(client)));
  }
  static asio::awaitable<void> read_truth(cable::Client& client, device::Configuration& configuration) {
    std::function<bool()> never = [] { return false; };
    auto read = co_await cable::read_configuration(client, std::move(never));
    EXPECT_TRUE(read) << (read ? "" : describe(read.error()));
    if (read) configuration = std::move(*read);
    co_await client.disconnect();
  }
  static asio::awaitable<void> write_truth(cable::Client& client, const device::Configuration& desired) {
    std::function<bool()> never = [] { return false; };
    auto actual = co_await cable::read_configuration(client, std::move(never));
    EXPECT_TRUE(actual);
    if (!actual) co_return;
    for (const auto& change : device::difference(*actual, desired)) {
      auto one = change;
      const auto group = co_await cable::write_group(client, std::move(one), *actual);
      EXPECT_FALSE(group.error) << describe(*group.error);
    }
    co_await client.disconnect();
  }
  static asio::awaitable<void> read_all(provision::Dialogue& dialogue, device::Configuration& actual,
                                        std::optional<Error>& trouble) {
    auto queries = provision::queries_for_all(actual.model);
    const auto done = co_await provision::read(dialogue, std::move(queries), actual);
    if (!done) trouble = done.error();
  }
  static asio::awaitable<void> write_all(provision::Dialogue& dialogue, const device::Configuration& desired,
                                         Written& written) {
    device::Configuration actual{desired.model, {}};
    auto queries = provision::queries_before(desired);
    const auto done = co_await provision::read(dialogue, std::move(queries), actual);
    if (!done) {
      written.trouble = done.error();
      co_return;
    }
    const provision::Sender sender{dialogue.sender().digits(), dialogue.password()};
    written.plan = provision::plan(actual, desired, sender);
    EXPECT_TRUE(written.plan) << (written.plan ? "" : describe(written.plan.error()));
    if (!written.plan) co_return;
    const std::size_t before = dialogue.sent();
    provision::Plan plan = *written.plan;
    written.groups = co_await provision::apply(dialogue, std::move(plan), actual);
    written.messages = dialogue.sent() - before;
  }

  device::Model model_;
  lab::Lab lab_;
  lab::LabBench* bench_ = nullptr;
};

}  // namespace isocket::cli
