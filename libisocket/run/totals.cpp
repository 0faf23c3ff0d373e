#include "run/totals.h"

#include <chrono>

namespace isocket::run {
namespace {

double in_seconds(Duration d) {
  return std::chrono::duration<double>(d).count();
}

}  // namespace

Totals& Totals::operator+=(const Totals& other) {
  pass += other.pass;
  fail += other.fail;
  inconc += other.inconc;
  error += other.error;
  skipped += other.skipped;
  flaky += other.flaky;
  findings += other.findings;
  unaffordable += other.unaffordable;
  messages += other.messages;
  calls += other.calls;
  device_time += other.device_time;
  counted_time += other.counted_time;
  stopped = stopped || other.stopped;
  return *this;
}

std::vector<journal::Field> fields_of(const Totals& totals) {
  return {{"pass", totals.pass},
          {"fail", totals.fail},
          {"inconc", totals.inconc},
          {"error", totals.error},
          {"skipped", totals.skipped},
          {"flaky", totals.flaky},
          {"findings", totals.findings},
          {"device_s", in_seconds(totals.device_time)},
          {"counted_s", in_seconds(totals.counted_time)},
          {"sms", totals.messages},
          {"calls", totals.calls},
          {"stopped", totals.stopped}};
}

}  // namespace isocket::run
