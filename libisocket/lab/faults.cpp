#include "lab/faults.h"

#include <charconv>
#include <string>

#include "bench/change.h"
#include "core/duration.h"

namespace isocket::lab {
namespace {

constexpr std::string_view kWouldBeRight =
    "loss, delay, double, reorder, modem-late or modem-reset with a share like =10%, or outage=10m+90s";

Result<double> parse_share(std::string_view text) {
  const bool percent = text.ends_with('%');
  if (percent) text.remove_suffix(1);
  double share = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), share);
  if (percent) share /= 100;
  if (error != std::errc{} || end != text.data() + text.size() || !(share >= 0 && share <= 1))
    return fail(Errc::bad_value, "fault", 0, "a share from 0% to 100%, or from 0 to 1");
  return share;
}

}  // namespace

Result<void> Faults::add(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return fail(Errc::bad_value, "fault", 0, std::string{kWouldBeRight});
  const std::string_view name = text.substr(0, equals);
  const std::string_view value = text.substr(equals + 1);
  if (name == "outage") {
    const std::size_t plus = value.find('+');
    const auto begin = parse_duration(value.substr(0, plus));
    const auto length =
        parse_duration(plus == std::string_view::npos ? std::string_view{} : value.substr(plus + 1));
    if (!begin || !length) return fail(Errc::bad_value, "outage", 0, "from and length, like 10m+90s");
    outages.push_back({Instant{*begin}, Instant{*begin + *length}});
    return {};
  }
  double* const share = name == "loss"          ? &loss
                        : name == "delay"       ? &delay
                        : name == "double"      ? &duplicate
                        : name == "reorder"     ? &reorder
                        : name == "modem-late"  ? &modem_late
                        : name == "modem-reset" ? &modem_reset
                                                : nullptr;
  if (!share) return fail(Errc::not_found, std::string{name}, 0, std::string{kWouldBeRight});
  const auto parsed = parse_share(value);
  if (!parsed) return fail(parsed.error());
  *share = *parsed;
  return {};
}

}  // namespace isocket::lab
