#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include "hal/hal.h"

namespace isocket::fw {

/// Where a record lives: `slots` copies of `pages_per_slot` pages each, from `first_page` on.
struct StoreArea {
  std::uint16_t first_page;
  std::uint8_t pages_per_slot;
  std::uint8_t slots;  ///< at least 2; more of them spread the wear
  [[nodiscard]] constexpr std::uint16_t end_page() const {
    return static_cast<std::uint16_t>(first_page + pages_per_slot * slots);
  }
};

/// What stands in front of a record's octets in its slot.
struct RecordHeader {
  std::uint32_t crc;       ///< CRC-32 of everything behind this field, value included
  std::uint32_t sequence;  ///< the newest good copy wins; compared by difference, so it may wrap
  std::uint16_t layout;    ///< the owner's number for the meaning of the value
  std::uint16_t size;      ///< octets of the value
};

/// CRC-32 as in IEEE 802.3; `seed` is the result for the octets before.
std::uint32_t crc32(std::span<const std::byte> octets, std::uint32_t seed = 0);

namespace store_detail {
constexpr int kNoSlot = -1;
/// The slot with the newest good copy, or kNoSlot; its header in `header`.
int find_newest(const Hal& hal, StoreArea area, std::uint16_t layout, std::uint16_t size,
                RecordHeader& header);
/// @param offset  of the first of `octets` in the slot
bool slot_equals(const Hal& hal, StoreArea area, int slot, std::span<const std::byte> octets,
                 std::size_t offset = 0);
void read_slot(const Hal& hal, StoreArea area, int slot, std::span<std::byte> image);
bool write_slot(const Hal& hal, StoreArea area, int slot, std::span<const std::byte> image);
}  // namespace store_detail

/// A value that survives a power cut at any instant: after it the store holds the value of the last
/// commit() that returned true, or the one whose commit() was under way, never anything else.
///
/// The value is changed in place and then committed. A copy that is good is never written over while it
/// is the newest one.
/// @tparam T  trivially copyable; its size and `layout` together must change when its meaning does
template <typename T>
class SettingsStore {
  static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= alignof(RecordHeader));

 public:
  SettingsStore(const Hal& hal, StoreArea area, std::uint16_t layout)
      : hal_{hal}, area_{area}, layout_{layout} {}

  /// The pages one copy takes; for static_assert beside the areas.
  static constexpr std::size_t pages() { return (kOctets + kFlashPageSize - 1) / kFlashPageSize; }

  /// Reads the newest good copy.
  /// @return false: there is none (a new device); the value is T{} then
  bool load() {
    slot_ = store_detail::find_newest(hal_, area_, layout_, sizeof(T), image_.header);
    if (slot_ == store_detail::kNoSlot) {
      image_ = {};
      return false;
    }
    store_detail::read_slot(hal_, area_, slot_, octets());
    return true;
  }

  [[nodiscard]] T& value() { return image_.value; }
  [[nodiscard]] const T& value() const { return image_.value; }

  /// Makes the value permanent; an unchanged one costs no write.
  /// @return false: it could not be written, and the copy before is still the one a power-up would find
  [[nodiscard]] bool commit() {
    if (slot_ != store_detail::kNoSlot) {
      seal(image_.header.sequence);
      if (store_detail::slot_equals(hal_, area_, slot_, octets())) return true;
    }
    const std::uint32_t before = image_.header.sequence;
    const int next = slot_ == store_detail::kNoSlot ? 0 : (slot_ + 1) % area_.slots;
    seal(before + 1);
    if (!store_detail::write_slot(hal_, area_, next, octets())) {
      seal(before);
      return false;
    }
    slot_ = next;
    return true;
  }

  /// Whether a part of value() is as the newest copy has it.
  [[nodiscard]] bool is_stored(std::span<const std::byte> part) {
    const auto offset = static_cast<std::size_t>(part.data() - octets().data());
    return slot_ != store_detail::kNoSlot && store_detail::slot_equals(hal_, area_, slot_, part, offset);
  }

  /// Takes back what was changed since the last load() or successful commit().
  void revert() { load(); }

 private:
  struct Image {
    RecordHeader header;
    T value;
  };
  static constexpr std::size_t kOctets = sizeof(RecordHeader) + sizeof(T);  // without padding behind
  std::span<std::byte> octets() { return std::as_writable_bytes(std::span{&image_, 1}).first(kOctets); }
  void seal(std::uint32_t sequence) {
    image_.header = {0, sequence, layout_, sizeof(T)};
    image_.header.crc = crc32(octets().subspan(sizeof(image_.header.crc)));
  }

  const Hal& hal_;
  StoreArea area_;
  std::uint16_t layout_;
  int slot_ = store_detail::kNoSlot;
  Image image_{};
};

}  // namespace isocket::fw
