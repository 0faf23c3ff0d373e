#include "core/recorded_stream.h"

namespace isocket {
namespace {

class RecordedStream final : public ByteStream {
 public:
  RecordedStream(std::unique_ptr<ByteStream> stream, std::unique_ptr<StreamRecorder> recorder)
      : stream_{std::move(stream)}, recorder_{std::move(recorder)} {}
  ~RecordedStream() override { recorder_->on_closed(); }

  asio::awaitable<Result<std::size_t>> read_some(std::span<std::byte> into) override {
    auto n = co_await stream_->read_some(into);
    if (n)
      recorder_->on_read(into.first(*n));
    else
      recorder_->on_closed();
    co_return n;
  }

  asio::awaitable<Result<void>> write(std::span<const std::byte> octets) override {
    recorder_->on_written(octets);
    return stream_->write(octets);
  }

  void close() override {
    recorder_->on_closed();
    stream_->close();
  }

 private:
  std::unique_ptr<ByteStream> stream_;
  std::unique_ptr<StreamRecorder> recorder_;
};

}  // namespace

std::unique_ptr<ByteStream> make_recorded_stream(std::unique_ptr<ByteStream> stream,
                                                 std::unique_ptr<StreamRecorder> recorder) {
  return std::make_unique<RecordedStream>(std::move(stream), std::move(recorder));
}

}  // namespace isocket
