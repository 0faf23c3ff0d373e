#include "lab/faults.h"

#include <gtest/gtest.h>

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;

TEST(Faults, ReadsShares) {
  Faults faults;
  EXPECT_TRUE(faults.none());
  EXPECT_TRUE(faults.add("loss=10%"));
  EXPECT_TRUE(faults.add("double=0.25"));
  EXPECT_TRUE(faults.add("delay=100%"));
  EXPECT_TRUE(faults.add("reorder=0"));
  EXPECT_TRUE(faults.add("modem-late=1%"));
  EXPECT_DOUBLE_EQ(faults.loss, 0.1);
  EXPECT_DOUBLE_EQ(faults.duplicate, 0.25);
  EXPECT_DOUBLE_EQ(faults.delay, 1);
  EXPECT_DOUBLE_EQ(faults.modem_late, 0.01);
  EXPECT_FALSE(faults.none());
}

TEST(Faults, ReadsOutages) {
  Faults faults;
  ASSERT_TRUE(faults.add("outage=10m+90s"));
  ASSERT_EQ(faults.outages.size(), 1u);
  EXPECT_EQ(faults.outages[0].begin, Instant{10min});
  EXPECT_EQ(faults.outages[0].end, Instant{11min + 30s});
}

TEST(Faults, RefusesWhatIsNone) {
  for (const char* text : {"loss", "loss=", "loss=101%", "loss=-1", "loss=abc", "loss=10%x", "loss=nan",
                           "outage=10m", "outage=+5s"}) {
    Faults faults;
    const auto added = faults.add(text);
    ASSERT_FALSE(added) << text;
    EXPECT_EQ(added.error().code, Errc::bad_value) << text;
    EXPECT_TRUE(faults.none()) << text;
  }
  Faults faults;
  EXPECT_EQ(faults.add("lost=10%").error().code, Errc::not_found);
}

}  // namespace
}  // namespace isocket::lab
