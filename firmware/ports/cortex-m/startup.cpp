// From reset to main(): the vector table, the sections of RAM, static constructors.
#include <cstdint>

extern "C" {

extern std::uint32_t data_begin, data_end, bss_begin, bss_end, stack_end;
extern const std::uint32_t data_image;
using Constructor = void (*)();
extern const Constructor init_array_begin, init_array_end;

int main();

/// Nothing can be done here but wait for the watchdog.
[[noreturn]] void stuck() {
  while (true) {
  }
}

[[noreturn]] void reset_handler() {
  const std::uint32_t* image = &data_image;
  for (std::uint32_t* at = &data_begin; at != &data_end; ++at) *at = *image++;
  for (std::uint32_t* at = &bss_begin; at != &bss_end; ++at) *at = 0;
  for (const Constructor* make = &init_array_begin; make != &init_array_end; ++make) (*make)();
  main();
  stuck();
}

/// A pure virtual function was called: the tables name it, nothing else does.
[[noreturn]] void __cxa_pure_virtual() {
  stuck();
}
}

// The library's own would bring half of it: string_view::substr() past the end, which is a bug here.
namespace std {
[[noreturn]] void __throw_out_of_range_fmt(const char*, ...) {
  stuck();
}
}  // namespace std

namespace {

using Vector = void (*)();
[[gnu::section(".vectors"), gnu::used]] const struct {
  const void* stack = &stack_end;
  Vector handlers[15] = {reset_handler, stuck,   stuck, stuck, stuck,   stuck, nullptr, nullptr,
                         nullptr,       nullptr, stuck, stuck, nullptr, stuck, stuck};
} vectors;

}  // namespace
