#include "run/fleet.h"

#include <set>

#include "core/together.h"

namespace isocket::run {
namespace {

/// "environment-pro", or what there is of several.
std::string models_of(const std::vector<FleetDevice>& devices) {
  std::set<std::string_view> models;
  for (const FleetDevice& device : devices) models.insert(device::name_of(device.table->device.model));
  std::string text;
  for (const std::string_view model : models) text += (text.empty() ? "" : ", ") + std::string{model};
  return text;
}

std::string benches_of(const std::vector<FleetDevice>& devices) {
  const std::string& first = devices.front().bench;
  for (const FleetDevice& device : devices)
    if (device.bench != first) return {};
  return first;
}

void begin(journal::Journal& whole, const Pool& pool, const std::vector<FleetDevice>& devices,
           const RunOptions& options) {
  std::size_t cases = 0;
  for (const FleetDevice& device : devices) cases += device.order.size();
  whole.record("run.begin", {{"model", models_of(devices)},
                             {"seed", options.seed},
                             {"cases", cases},
                             {"bench", benches_of(devices)},
                             {"version", options.version},
                             {"devices", devices.size()},
                             {"modems", pool.modems().size()}});
}

asio::awaitable<void> run_one(FleetDevice device, RunOptions options, const Past* past, Totals& sum) {
  const PastCourse* former = past != nullptr ? past->course(device.table->name) : nullptr;
  if (former != nullptr && former->complete()) {
    sum += former->totals();
    co_return;
  }
  options.bench = device.bench;
  Runner runner{*device.table, std::move(options)};
  const Totals totals = co_await runner.run(std::move(device.order), std::move(device.offer), past);
  sum += totals;
}

}  // namespace

asio::awaitable<Totals> run_fleet(EventLoop& loop, journal::Journal& whole, const Pool& pool,
                                  std::vector<FleetDevice> devices, RunOptions options, const Past* past) {
  Instant began = loop.now();
  if (past != nullptr && past->begun())
    began -= past->last() - past->began();
  else
    begin(whole, pool, devices, options);
  Totals sum;
  std::vector<asio::awaitable<void>> works;
  for (FleetDevice& device : devices) works.push_back(run_one(std::move(device), options, past, sum));
  co_await together(loop, std::move(works));
  std::vector<journal::Field> fields = fields_of(sum);
  fields.emplace_back("took_s", std::chrono::duration<double>(loop.now() - began).count());
  whole.record("run.end", std::move(fields));
  co_return sum;
}

}  // namespace isocket::run
