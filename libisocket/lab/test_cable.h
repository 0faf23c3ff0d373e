#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cable/configuration.h"
#include "core/test_name.h"
#include "lab/lab.h"
#include "lab/usb_cable.h"

namespace isocket::lab {

/// A new device of a model, and programs that plug its cable in, in virtual time: test support.
class CableWorld {
 public:
  static constexpr auto kWhole = static_cast<std::size_t>(-1);  ///< the cable is not pulled

  explicit CableWorld(const std::string& model) {
    fw::HostDeviceOptions options;
    options.model = model;
    bench_ = *lab_.add_device(std::move(options), *PhoneNumber::parse("+358403333333"));
    bool done = false;
    bench_->rig().reset([&](bool registered) { done = registered; });
    for (int i = 0; i < 200 && !done; ++i) loop.run_until(loop.now() + std::chrono::seconds{1});
    EXPECT_TRUE(done);
  }
  DeviceRig& rig() { return bench_->rig(); }

  /// A session, in which the cable is pulled after so many octets of the program.
  /// @return how many octets the program has said
  template <class Conversation>
  std::size_t session(Conversation conversation, std::size_t octets = kWhole) {
    UsbCable usb{loop, rig()};
    usb.pull_after(octets);
    cable::Client client{loop, usb.take_stream()};
    EXPECT_TRUE(loop.run_to_end(conversation(client)));
    return usb.said();
  }

  /// Connects and reads a group.
  cable::GroupValues read(const std::string& group) {
    cable::GroupValues values;
    session([&](cable::Client& client) { return read_one(client, group, values); });
    return values;
  }
  struct Written {
    cable::WriteResult result;
    std::size_t said = 0;
    bool connected = false;
  };
  Written write(const std::string& group, const std::vector<cable::Value>& changes,
                std::size_t octets = kWhole) {
    Written written;
    written.said =
        session([&](cable::Client& client) { return write_one(client, group, changes, written); }, octets);
    return written;
  }

  EventLoop loop{EventLoop::Pace::virtual_time, kLabStart};

 private:
  static asio::awaitable<void> read_one(cable::Client& client, std::string group,
                                        cable::GroupValues& values) {
    auto connected = co_await client.connect();
    EXPECT_TRUE(connected) << describe(connected.error());
    auto read = co_await client.read(group);
    EXPECT_TRUE(read) << describe(read.error());
    if (read) values = *read;
    co_await client.disconnect();
  }
  static asio::awaitable<void> write_one(cable::Client& client, std::string group,
                                         std::vector<cable::Value> changes, Written& written) {
    auto connected = co_await client.connect();
    written.connected = connected.has_value();
    if (!connected) co_return;
    written.result = co_await client.write(group, changes);
    co_await client.disconnect();
  }

  Lab lab_{loop};
  LabBench* bench_ = nullptr;
};

inline const auto kModelNames = ::testing::Values("environment-pro", "gsm-706", "gsm-707", "gsm-706-light",
                                                  "gsm-707-light", "smart-relay");

/// "gsm_706", for the name of a test.
inline std::string model_parameter(const ::testing::TestParamInfo<std::string>& model) {
  return test_name(model.param);
}

}  // namespace isocket::lab
