#include "lab/lab_bench.h"

#include <algorithm>

namespace isocket::lab {

LabBench::LabBench(EventLoop& loop, Network& network, std::unique_ptr<DeviceRig> rig)
    : Bench{loop, loop.executor()}, loop_{loop}, network_{network}, rig_{std::move(rig)} {
  rig_->on_edge([this](const bench::Edge& edge) {
    saw(edge);
    if (listener_) listener_(edge);
  });
}

bool LabBench::can(std::string_view what) const {
  const auto& keys = bench::change_keys();
  return what == "reset" || bench::parse_output(what).has_value() ||
         std::find(keys.begin(), keys.end(), what) != keys.end();
}

asio::awaitable<Result<void>> LabBench::reset() {
  struct Wait {
    explicit Wait(EventLoop& loop) : over{loop, loop.executor()} {}
    Notifier over;
    bool registered = false;
  };
  // Shared: the rig may call back after this coroutine is gone.
  auto wait = std::make_shared<Wait>(loop_);
  rig_->reset([wait](bool registered) {
    wait->registered = registered;
    wait->over.notify();
  });
  co_await wait->over.wait_until(Instant::max());
  if (!wait->registered)
    co_return fail(Errc::timed_out, "reset", 0, "the device did not register within 3 minutes");
  begin_anew();
  co_return Result<void>{};
}

asio::awaitable<Result<void>> LabBench::apply(bench::Change change) {
  co_return rig_->apply(change);
}

}  // namespace isocket::lab
