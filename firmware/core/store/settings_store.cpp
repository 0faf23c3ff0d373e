#include "core/store/settings_store.h"

#include <algorithm>
#include <cstring>

namespace isocket::fw {

std::uint32_t crc32(std::span<const std::byte> octets, std::uint32_t seed) {
  // Four bits at a time: 64 octets of table instead of 1024, for a few hundred octets per commit.
  static constexpr std::uint32_t kNibbles[16] = {
      0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
      0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
  std::uint32_t crc = ~seed;
  for (const std::byte octet : octets) {
    crc ^= std::to_integer<std::uint32_t>(octet);
    crc = kNibbles[crc & 15] ^ (crc >> 4);
    crc = kNibbles[crc & 15] ^ (crc >> 4);
  }
  return ~crc;
}

namespace store_detail {
namespace {

constexpr std::size_t kChunk = 32;  // on the stack

std::uint16_t page_of(StoreArea area, int slot) {
  return static_cast<std::uint16_t>(area.first_page + slot * area.pages_per_slot);
}

/// Calls `use(chunk, offset)` for the octets [from, to) of a slot, while it returns true.
template <typename Use>
bool for_each_chunk(const Hal& hal, StoreArea area, int slot, std::size_t from, std::size_t to, Use use) {
  std::byte buffer[kChunk];
  while (from < to) {
    const std::size_t in_page = from % kFlashPageSize;
    const std::size_t n = std::min({kChunk, to - from, kFlashPageSize - in_page});
    const auto page = static_cast<std::uint16_t>(page_of(area, slot) + from / kFlashPageSize);
    hal.flash_read(hal.self, page, in_page, {buffer, n});
    if (!use(std::span<const std::byte>{buffer, n}, from)) return false;
    from += n;
  }
  return true;
}

bool read_good_header(const Hal& hal, StoreArea area, int slot, std::uint16_t layout, std::uint16_t size,
                      RecordHeader& header) {
  read_slot(hal, area, slot, std::as_writable_bytes(std::span{&header, 1}));
  if (header.layout != layout || header.size != size) return false;
  std::uint32_t crc = 0;
  for_each_chunk(hal, area, slot, sizeof header.crc, sizeof header + size, [&](auto chunk, std::size_t) {
    crc = crc32(chunk, crc);
    return true;
  });
  return crc == header.crc;
}

}  // namespace

void read_slot(const Hal& hal, StoreArea area, int slot, std::span<std::byte> image) {
  for_each_chunk(hal, area, slot, 0, image.size(), [&](auto chunk, std::size_t at) {
    std::memcpy(image.data() + at, chunk.data(), chunk.size());
    return true;
  });
}

bool slot_equals(const Hal& hal, StoreArea area, int slot, std::span<const std::byte> octets,
                 std::size_t offset) {
  return for_each_chunk(hal, area, slot, offset, offset + octets.size(), [&](auto chunk, std::size_t at) {
    return std::memcmp(octets.data() + (at - offset), chunk.data(), chunk.size()) == 0;
  });
}

int find_newest(const Hal& hal, StoreArea area, std::uint16_t layout, std::uint16_t size,
                RecordHeader& header) {
  int newest = kNoSlot;
  for (int slot = 0; slot < area.slots; ++slot) {
    RecordHeader found{};
    if (!read_good_header(hal, area, slot, layout, size, found)) continue;
    if (newest != kNoSlot && static_cast<std::int32_t>(found.sequence - header.sequence) <= 0) continue;
    newest = slot;
    header = found;
  }
  return newest;
}

bool write_slot(const Hal& hal, StoreArea area, int slot, std::span<const std::byte> image) {
  for (std::size_t at = 0; at < image.size(); at += kFlashPageSize) {
    const auto page = static_cast<std::uint16_t>(page_of(area, slot) + at / kFlashPageSize);
    const auto data = image.subspan(at, std::min(kFlashPageSize, image.size() - at));
    if (!hal.flash_write(hal.self, page, data)) return false;
  }
  // A worn page may take a write and not keep it.
  return slot_equals(hal, area, slot, image);
}

}  // namespace store_detail
}  // namespace isocket::fw
