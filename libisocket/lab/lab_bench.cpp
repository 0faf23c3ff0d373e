#include "lab/lab_bench.h"

#include <algorithm>

#include "bench/fitting.h"

namespace isocket::lab {

LabBench::LabBench(EventLoop& loop, Network& network, device::Model model, std::unique_ptr<DeviceRig> rig)
    : Bench{loop, loop.executor()}, loop_{loop}, network_{network}, model_{model}, rig_{std::move(rig)} {
  rig_->on_edge([this](const bench::Edge& edge) {
    saw(edge);
    if (listener_) listener_(edge);
  });
}

bool LabBench::can(std::string_view what) const {
  if (what == "reset") return true;
  if (what == "variant" && !rig_->can_replace()) return false;
  const auto& keys = bench::change_keys();
  const bool known =
      bench::parse_output(what).has_value() || std::find(keys.begin(), keys.end(), what) != keys.end();
  return known && bench::lacks(model_, what).empty();
}

void LabBench::reset(Done done) {
  rig_->reset([done = std::move(done)](bool registered) {
    done(registered ? Result<void>{}
                    : fail(Errc::timed_out, "reset", 0, "the device did not register within 3 minutes"));
  });
}

void LabBench::apply(const bench::Change& change, Done done) {
  const std::string key = bench::spell(change).key;
  if (const std::string lack = bench::lacks(model_, change); !lack.empty())
    return done(fail(Errc::unsupported, key, 0, std::string{name_of(model_)} + ": " + lack));
  const auto* variant = std::get_if<bench::Variant>(&change);
  if (variant == nullptr) return done(rig_->apply(change));
  if (!rig_->can_replace())
    return done(fail(Errc::unsupported, key, 0, "the firmware is a process of its own, built as it is"));
  rig_->replace(*variant, [done = std::move(done)](bool registered) {
    done(registered ? Result<void>{}
                    : fail(Errc::timed_out, "variant", 0, "the device did not register within 3 minutes"));
  });
}

asio::awaitable<Result<void>> LabBench::wait_for(std::function<void(Done)> begin) {
  struct Wait {
    explicit Wait(EventLoop& loop) : over{loop, loop.executor()} {}
    Notifier over;
    std::optional<Result<void>> result;
  };
  // Shared: the rig may call back after this coroutine is gone.
  auto wait = std::make_shared<Wait>(loop_);
  Done done = [wait](Result<void> result) {
    wait->result = std::move(result);
    wait->over.notify();
  };
  begin(std::move(done));
  while (!wait->result) co_await wait->over.wait_until(Instant::max());
  co_return *wait->result;
}

asio::awaitable<Result<void>> LabBench::reset() {
  std::function<void(Done)> begin = [this](Done done) { reset(std::move(done)); };
  auto registered = co_await wait_for(std::move(begin));
  if (registered) begin_anew();
  co_return registered;
}

asio::awaitable<Result<void>> LabBench::apply(bench::Change change) {
  std::function<void(Done)> begin = [this, &change](Done done) { apply(change, std::move(done)); };
  co_return co_await wait_for(std::move(begin));
}

}  // namespace isocket::lab
