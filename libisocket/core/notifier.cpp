#include "core/notifier.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>

namespace isocket {

Notifier::~Notifier() {
  if (wake_) clock_.cancel(*wake_);
}

void Notifier::notify() {
  if (!waiter_) {
    pending_ = true;
    return;
  }
  if (wake_) clock_.cancel(*wake_);
  wake_.reset();
  asio::post(executor_, [waiter = std::exchange(waiter_, nullptr)] { waiter(true); });
}

asio::awaitable<bool> Notifier::wait_until(Instant deadline) {
  if (std::exchange(pending_, false)) co_return true;
  auto start = [this, deadline](auto handler) {
    auto shared = std::make_shared<decltype(handler)>(std::move(handler));
    waiter_ = [shared](bool notified) { std::move (*shared)(notified); };
    if (deadline == Instant::max()) return;
    wake_ = clock_.wake_at(deadline, [this] {
      wake_.reset();
      std::exchange(waiter_, nullptr)(false);
    });
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(bool)>(start,
                                                                                     asio::use_awaitable);
}

}  // namespace isocket
