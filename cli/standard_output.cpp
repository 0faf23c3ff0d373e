#include "standard_output.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <ostream>
#include <utility>

#include "core/system_error.h"

namespace isocket::cli {

OutputBuffer::OutputBuffer(int descriptor, std::string name)
    : descriptor_{descriptor}, name_{std::move(name)}, terminal_{::isatty(descriptor) == 1} {
  setp(octets_.data(), octets_.data() + octets_.size());
}

std::optional<Error> OutputBuffer::trouble() const {
  if (error_ == 0 || error_ == EPIPE) return std::nullopt;
  return system_error(error_, name_);
}

bool OutputBuffer::nobody_reads() const {
  pollfd asked{descriptor_, 0, 0};
  return error_ == EPIPE || (::poll(&asked, 1, 0) == 1 && (asked.revents & POLLERR) != 0);
}

bool OutputBuffer::write_out() {
  const char* from = pbase();
  while (error_ == 0 && from != pptr()) {
    const ssize_t written = ::write(descriptor_, from, static_cast<std::size_t>(pptr() - from));
    if (written >= 0) {
      from += written;
    } else if (errno == EAGAIN) {
      pollfd room{descriptor_, POLLOUT, 0};
      ::poll(&room, 1, -1);
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  setp(octets_.data(), octets_.data() + octets_.size());
  return error_ == 0;
}

OutputBuffer::int_type OutputBuffer::overflow(int_type octet) {
  if (!write_out()) return traits_type::eof();
  if (traits_type::eq_int_type(octet, traits_type::eof())) return traits_type::not_eof(octet);
  *pptr() = traits_type::to_char_type(octet);
  pbump(1);
  return octet;
}

std::streamsize OutputBuffer::xsputn(const char* octets, std::streamsize count) {
  const std::streamsize taken = std::streambuf::xsputn(octets, count);
  return terminal_ && !write_out() ? 0 : taken;
}

int OutputBuffer::sync() {
  return write_out() ? 0 : -1;
}

Result<void> come_out(std::ostream& out) {
  out.flush();
  if (out.good()) return {};
  const auto* const buffer = dynamic_cast<const OutputBuffer*>(out.rdbuf());
  if (buffer == nullptr) return fail(Errc::io, "the standard output", 0, "it has failed");
  if (auto trouble = buffer->trouble()) return fail(*std::move(trouble));
  return {};
}

bool nobody_reads(const std::ostream& out) {
  const auto* const buffer = dynamic_cast<const OutputBuffer*>(out.rdbuf());
  return buffer != nullptr && buffer->nobody_reads();
}

}  // namespace isocket::cli
