#include "modem/trace_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "core/recorded_stream.h"
#include "core/system_error.h"
#include "modem/trace.h"

namespace isocket::modem {

struct TraceFile::State {
  State(Clock& c, int file, const journal::Redactor& r) : clock{c}, fd{file}, redactor{r} {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { ::close(fd); }

  /// In one call: the line is in the file, or it is not.
  void write(const std::string& line) {
    const auto written = ::write(fd, line.data(), line.size());
    if (written != static_cast<ssize_t>(line.size())) whole = false;
  }

  Clock& clock;
  int fd;
  const journal::Redactor& redactor;
  bool whole = true;
};

namespace {

constexpr Duration kSilence = std::chrono::seconds{1};

/// Where a stretch may be cut: behind its last line end, the end of a text, or the prompt. 0: nowhere.
std::size_t cut_of(std::string_view octets, bool to_modem) {
  if (!to_modem && (octets == "> " || octets.ends_with("\n> "))) return octets.size();
  const std::size_t last = octets.find_last_of(to_modem ? "\r\n\x1A" : "\r\n");
  if (last == std::string_view::npos) return 0;
  // Between CR and LF the line has not quite ended; the LF may be in the next read.
  if (!to_modem && last + 1 == octets.size() && octets[last] == '\r') {
    const std::size_t former = octets.find_last_of('\n');
    return former == std::string_view::npos ? 0 : former + 1;
  }
  return last + 1;
}

/// One port: what has come each way and does not make a line yet.
class PortRecorder final : public StreamRecorder {
 public:
  PortRecorder(std::shared_ptr<TraceFile::State> state, std::string port)
      : state_{std::move(state)}, port_{std::move(port)}, ways_{Way{state_->clock}, Way{state_->clock}} {}

  void on_written(std::span<const std::byte> octets) override { take(true, octets); }
  void on_read(std::span<const std::byte> octets) override { take(false, octets); }
  void on_closed() override {
    for (const bool to_modem : {true, false}) flush(to_modem);
  }

 private:
  struct Way {
    explicit Way(Clock& clock) : silence{clock} {}
    std::string held;
    Instant latest{};
    Timer silence;
  };

  void take(bool to_modem, std::span<const std::byte> octets) {
    Way& way = ways_[to_modem ? 1 : 0];
    way.held.append(reinterpret_cast<const char*>(octets.data()), octets.size());
    way.latest = state_->clock.now();
    if (const std::size_t cut = cut_of(way.held, to_modem); cut > 0) {
      put(to_modem, way.held.substr(0, cut));
      way.held.erase(0, cut);
    }
    way.silence.cancel();
    if (!way.held.empty()) way.silence.after(kSilence, [this, to_modem] { flush(to_modem); });
  }

  void flush(bool to_modem) {
    Way& way = ways_[to_modem ? 1 : 0];
    way.silence.cancel();
    if (!way.held.empty()) put(to_modem, way.held);
    way.held.clear();
  }

  void put(bool to_modem, const std::string& octets) {
    TraceLine line;
    line.at = ways_[to_modem ? 1 : 0].latest.time_since_epoch();
    line.port = port_;
    line.to_modem = to_modem;
    line.octets = state_->redactor.apply(octets);
    state_->write(trace_text(line));
  }

  std::shared_ptr<TraceFile::State> state_;
  std::string port_;
  Way ways_[2];
};

/// A port that is recorded each time it is opened.
class RecordedSource final : public PortSource {
 public:
  RecordedSource(std::shared_ptr<TraceFile::State> state, std::string port,
                 std::unique_ptr<PortSource> source)
      : state_{std::move(state)}, port_{std::move(port)}, source_{std::move(source)} {}

  asio::awaitable<Result<OpenedPort>> open() override {
    auto opened = co_await source_->open();
    if (!opened) co_return opened;
    state_->write(trace_remark(port_ + " is at " + opened->path));
    auto recorder = std::make_unique<PortRecorder>(state_, port_);
    opened->stream = make_recorded_stream(std::move(opened->stream), std::move(recorder));
    co_return opened;
  }

 private:
  std::shared_ptr<TraceFile::State> state_;
  std::string port_;
  std::unique_ptr<PortSource> source_;
};

}  // namespace

TraceFile::TraceFile(std::shared_ptr<State> state) : state_{std::move(state)} {}
TraceFile::~TraceFile() = default;

Result<std::unique_ptr<TraceFile>> TraceFile::create(Clock& clock, const std::string& path,
                                                     const journal::Redactor& redactor) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666);
  if (fd < 0) return fail(system_error(errno, path));
  auto state = std::make_shared<State>(clock, fd, redactor);
  state->write(std::string{kTraceHeader});
  return std::unique_ptr<TraceFile>{new TraceFile{std::move(state)}};
}

std::unique_ptr<ByteStream> TraceFile::record(std::string port, std::unique_ptr<ByteStream> stream) {
  return make_recorded_stream(std::move(stream), std::make_unique<PortRecorder>(state_, std::move(port)));
}

std::unique_ptr<PortSource> TraceFile::record(std::string port, std::unique_ptr<PortSource> source) {
  return std::make_unique<RecordedSource>(state_, std::move(port), std::move(source));
}

void TraceFile::remark(std::string_view words) {
  state_->write(trace_remark(words));
}

bool TraceFile::whole() const {
  return state_->whole;
}

}  // namespace isocket::modem
