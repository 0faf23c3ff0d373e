#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>
#include <utility>

#include "core/byte_stream.h"

namespace isocket::modem {

/// A port just opened.
struct OpenedPort {
  std::string path;  ///< as it is called at the moment: "/dev/ttyUSB2"
  std::unique_ptr<ByteStream> stream;
};

/// Where a modem's port comes from, at first and after it was away. It looks the modem up by what does not
/// change (IMEI, USB path), because a stick that has been unplugged or has reset itself may come back under
/// another name.
class PortSource {
 public:
  virtual ~PortSource() = default;
  /// Errors: not_found (it is not there at the moment: ask again), busy, no_permission, unsupported, io.
  virtual asio::awaitable<Result<OpenedPort>> open() = 0;
};

/// The port of something that opens it itself, with Result<std::unique_ptr<ByteStream>> open(), and knows by
/// name() how it is called at the moment; a lab's, for example, which this room does not know.
template <class Place>
class PortOf final : public PortSource {
 public:
  /// `place` outlives it.
  explicit PortOf(Place& place) : place_{place} {}
  asio::awaitable<Result<OpenedPort>> open() override {
    auto stream = place_.open();
    if (!stream) co_return fail(std::move(stream.error()));
    OpenedPort opened;
    opened.path = place_.name();
    opened.stream = std::move(*stream);
    co_return opened;
  }

 private:
  Place& place_;
};

}  // namespace isocket::modem
