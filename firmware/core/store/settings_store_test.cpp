#include "core/store/settings_store.h"

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <optional>

namespace isocket::fw {
namespace {

/// Flash whose power can fail in the middle of any write.
struct Flash {
  std::array<std::byte, kFlashPages * kFlashPageSize> octets;
  int writes = 0;
  std::optional<int> fails_at;  // this write and all later ones
  std::size_t arrives = 0;      // octets of it that are written
  bool erased_first = true;
  std::optional<std::uint16_t> worn;  // takes writes and keeps nothing

  Flash() { octets.fill(std::byte{0xff}); }
  Hal hal() {
    Hal hal{};
    hal.self = this;
    hal.flash_read = [](void* self, std::uint16_t page, std::size_t offset, std::span<std::byte> into) {
      EXPECT_LE(offset + into.size(), kFlashPageSize);
      std::memcpy(into.data(), static_cast<Flash*>(self)->octets.data() + page * kFlashPageSize + offset,
                  into.size());
    };
    hal.flash_write = [](void* self, std::uint16_t page, std::span<const std::byte> data) {
      return static_cast<Flash*>(self)->write(page, data);
    };
    return hal;
  }
  bool write(std::uint16_t page, std::span<const std::byte> data) {
    EXPECT_LT(page, kFlashPages);
    EXPECT_LE(data.size(), kFlashPageSize);
    auto* at = octets.data() + page * kFlashPageSize;
    if (worn == page) return true;
    const bool fails = fails_at && writes >= *fails_at;
    const bool first_failure = fails && writes == *fails_at;
    ++writes;
    if (fails && !first_failure) return false;  // no power any more
    if (!fails || erased_first) std::fill_n(at, kFlashPageSize, std::byte{0xff});
    std::memcpy(at, data.data(), fails ? std::min(arrives, data.size()) : data.size());
    return !fails;
  }
};

struct Value {
  std::uint32_t number = 7;
  std::uint8_t filling[600] = {};  // three pages
  static Value of(std::uint32_t n) {
    Value v;
    v.number = n;
    std::memset(v.filling, static_cast<int>(n * 31), sizeof v.filling);
    return v;
  }
  friend bool operator==(const Value&, const Value&) = default;
};

constexpr StoreArea kArea{2, 3, 2};
using Store = SettingsStore<Value>;
static_assert(Store::pages() == 3);

TEST(SettingsStore, BeginsWithDefaultsOnANewDevice) {
  Flash flash;
  const Hal hal = flash.hal();
  Store store{hal, kArea, 1};
  EXPECT_FALSE(store.load());
  EXPECT_EQ(store.value(), Value{});
}

TEST(SettingsStore, KeepsTheLastCommit) {
  Flash flash;
  const Hal hal = flash.hal();
  for (std::uint32_t n = 1; n <= 5; ++n) {
    Store store{hal, kArea, 1};
    EXPECT_EQ(store.load(), n > 1);
    store.value() = Value::of(n);
    ASSERT_TRUE(store.commit());
    Store again{hal, kArea, 1};
    ASSERT_TRUE(again.load());
    EXPECT_EQ(again.value(), Value::of(n));
  }
}

TEST(SettingsStore, KeepsAValueOfAnySize) {
  struct Odd {
    std::uint16_t number;
    std::uint8_t filling[415];
  };
  static_assert(sizeof(Odd) % 4 != 0);
  Flash flash;
  const Hal hal = flash.hal();
  SettingsStore<Odd> store{hal, StoreArea{0, 2, 2}, 1};
  store.value().number = 77;
  ASSERT_TRUE(store.commit());
  SettingsStore<Odd> again{hal, StoreArea{0, 2, 2}, 1};
  ASSERT_TRUE(again.load());
  EXPECT_EQ(again.value().number, 77);
}

TEST(SettingsStore, WritesNothingThatIsThereAlready) {
  Flash flash;
  const Hal hal = flash.hal();
  Store store{hal, kArea, 1};
  store.load();
  ASSERT_TRUE(store.commit()) << "the first commit of defaults counts as a change";
  const int writes = flash.writes;
  EXPECT_EQ(writes, 3);
  EXPECT_TRUE(store.commit());
  EXPECT_EQ(flash.writes, writes);
}

TEST(SettingsStore, ForgetsWhatWasNotCommitted) {
  Flash flash;
  const Hal hal = flash.hal();
  Store store{hal, kArea, 1};
  store.load();
  store.value() = Value::of(1);
  ASSERT_TRUE(store.commit());
  store.value() = Value::of(2);
  store.revert();
  EXPECT_EQ(store.value(), Value::of(1));
}

TEST(SettingsStore, TakesAnotherLayoutForNoRecord) {
  Flash flash;
  const Hal hal = flash.hal();
  Store store{hal, kArea, 1};
  store.value() = Value::of(1);
  ASSERT_TRUE(store.commit());
  Store newer{hal, kArea, 2};
  EXPECT_FALSE(newer.load());
  EXPECT_EQ(newer.value(), Value{});
}

/// Power fails in write `cut` of a sequence of commits, after `arrives` octets: what a power-up finds is what
/// the last finished commit wrote, or what the interrupted one was writing.
TEST(SettingsStore, SurvivesACutInEveryWrite) {
  constexpr std::uint32_t kCommits = 5;
  for (const bool erased : {true, false})
    for (int cut = 0; cut <= static_cast<int>(kCommits * Store::pages()); ++cut)
      for (const std::size_t arrives : {0u, 1u, 7u, 16u, 100u, 255u, 256u}) {
        Flash flash;
        flash.fails_at = cut;
        flash.arrives = arrives;
        flash.erased_first = erased;
        const Hal hal = flash.hal();
        Store store{hal, kArea, 1};
        store.load();
        std::uint32_t committed = 0, tried = 0;
        for (std::uint32_t n = 1; n <= kCommits; ++n) {
          store.value() = Value::of(n);
          tried = n;
          if (!store.commit()) break;
          committed = n;
        }
        flash.fails_at.reset();

        Store after{hal, kArea, 1};
        const bool found = after.load();
        const std::uint32_t value = found ? after.value().number : 0;
        if (found) {
          EXPECT_EQ(after.value(), Value::of(value)) << "rubbish";
        }
        EXPECT_TRUE(value == committed || value == tried) << "cut " << cut << " arrives " << arrives << ": "
                                                          << value << " of " << committed << "/" << tried;

        // And it goes on from there.
        after.value() = Value::of(90);
        ASSERT_TRUE(after.commit());
        Store last{hal, kArea, 1};
        ASSERT_TRUE(last.load());
        EXPECT_EQ(last.value(), Value::of(90));
      }
}

TEST(SettingsStore, KeepsTheOldValueWhileCommitsFail) {
  Flash flash;
  const Hal hal = flash.hal();
  Store store{hal, kArea, 1};
  store.value() = Value::of(1);
  ASSERT_TRUE(store.commit());
  flash.fails_at = flash.writes + 1;
  flash.arrives = 50;
  for (std::uint32_t n = 2; n < 6; ++n) {  // attempt after attempt never touches the good copy
    store.value() = Value::of(n);
    EXPECT_FALSE(store.commit());
  }
  store.revert();
  EXPECT_EQ(store.value(), Value::of(1));
  Store after{hal, kArea, 1};
  ASSERT_TRUE(after.load());
  EXPECT_EQ(after.value(), Value::of(1));
}

TEST(SettingsStore, NoticesAPageThatDoesNotKeepItsData) {
  Flash flash;
  const Hal hal = flash.hal();
  Store store{hal, kArea, 1};
  store.value() = Value::of(1);
  ASSERT_TRUE(store.commit());
  flash.worn = 2 + 3 + 1;  // the middle page of the second slot
  store.value() = Value::of(2);
  EXPECT_FALSE(store.commit());
}

TEST(SettingsStore, NeverTakesAFlippedBitForAValue) {
  Flash flash;
  const Hal hal = flash.hal();
  Store store{hal, kArea, 1};
  store.value() = Value::of(1);
  ASSERT_TRUE(store.commit());
  store.value() = Value::of(2);
  ASSERT_TRUE(store.commit());  // in the second slot
  const std::size_t base = (2 + 3) * kFlashPageSize;
  for (std::size_t bit = 0; bit < 8 * (sizeof(RecordHeader) + sizeof(Value)); bit += 5) {
    auto& octet = flash.octets[base + bit / 8];
    octet ^= std::byte{1} << static_cast<int>(bit % 8);
    Store after{hal, kArea, 1};
    ASSERT_TRUE(after.load());
    EXPECT_EQ(after.value(), Value::of(1)) << bit;
    octet ^= std::byte{1} << static_cast<int>(bit % 8);
  }
}

TEST(SettingsStore, SpreadsTheWearOverItsSlots) {
  Flash flash;
  const Hal hal = flash.hal();
  SettingsStore<std::uint32_t> store{hal, StoreArea{8, 1, 4}, 1};
  for (std::uint32_t n = 1; n <= 9; ++n) {
    store.value() = n;
    ASSERT_TRUE(store.commit());
  }
  for (std::uint16_t page = 8; page < 12; ++page)
    EXPECT_NE(flash.octets[page * kFlashPageSize], std::byte{0xff}) << page;
  SettingsStore<std::uint32_t> after{hal, StoreArea{8, 1, 4}, 1};
  ASSERT_TRUE(after.load());
  EXPECT_EQ(after.value(), 9u);
}

TEST(SettingsStore, ComparesSequencesAcrossTheWrap) {
  Flash flash;
  const Hal hal = flash.hal();
  struct Image {
    RecordHeader header;
    std::uint32_t value;
  };
  const auto put = [&](std::uint16_t page, std::uint32_t sequence, std::uint32_t value) {
    Image image{{0, sequence, 1, sizeof value}, value};
    const auto octets = std::as_bytes(std::span{&image, 1});
    image.header.crc = crc32(octets.subspan(4));
    flash.write(page, octets);
  };
  put(0, 0xffff'ffff, 1);
  put(1, 0, 2);
  SettingsStore<std::uint32_t> store{hal, StoreArea{0, 1, 2}, 1};
  ASSERT_TRUE(store.load());
  EXPECT_EQ(store.value(), 2u);
}

TEST(Crc32, IsTheOneOfIeee8023) {
  EXPECT_EQ(crc32(std::as_bytes(std::span{"123456789", 9})), 0xcbf43926u);  // the catalogues' check value
}

}  // namespace
}  // namespace isocket::fw
