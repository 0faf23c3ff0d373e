#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace isocket::fw {

/// A USB socket without USB: a pseudo-terminal. A host that opens it has plugged in the cable, and pulls it
/// by closing (MU-P1-05). While one host has it open, no second one can open it (MU-P1-06). What a host
/// leaves unread, or writes and leaves, goes with it.
class UsbPort {
 public:
  struct Host {
    std::function<void(bool in)> plugged;
    std::function<void(std::string_view octets)> says;
  };

  /// @param link  a name for the terminal; empty: none. It takes the place of a symbolic link, of nothing
  /// else
  /// @return null when there can be none; `error` says why
  static std::unique_ptr<UsbPort> open(const std::string& link, Host host, std::string& error);
  ~UsbPort();
  UsbPort(const UsbPort&) = delete;
  UsbPort& operator=(const UsbPort&) = delete;

  /// "/dev/pts/7".
  [[nodiscard]] const std::string& path() const { return path_; }
  /// Readable, as poll(2) says it, when serve() is wanted.
  [[nodiscard]] int descriptor() const { return events_; }
  /// Tells the host's doings, in their order.
  void serve();
  /// @return how many octets were taken; none when no host is there
  std::size_t write(std::span<const std::byte> octets);

 private:
  UsbPort(Host host) : host_{std::move(host)} {}
  bool prepare(const std::string& link, std::string& error);
  void count_hosts();
  void read();
  void plug();
  void unplug();
  void throw_away();

  Host host_;
  std::string path_;
  std::string link_;
  int master_ = -1;
  int watch_ = -1;     // inotify: who opens and closes the terminal
  int terminal_ = -1;  // the watch's number for it
  int events_ = -1;    // epoll over both
  int hosts_ = 0;
};

}  // namespace isocket::fw
