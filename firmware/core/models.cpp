#include "core/models.h"

#include <array>

namespace isocket::fw {
namespace {

consteval std::size_t count_models() {
  std::size_t count = 0;
  for (const Model* model : kAllModels) count += is_built(*model) ? 1 : 0;
  return count;
}
static_assert(count_models() > 0, "ISOCKET_FW_MODELS names no model");

constexpr std::array<const Model*, count_models()> kModels = [] {
  std::array<const Model*, count_models()> built{};
  std::size_t count = 0;
  for (const Model* model : kAllModels)
    if (is_built(*model)) built[count++] = model;
  return built;
}();

}  // namespace

std::span<const Model* const> models() {
  return kModels;
}

const Model* find_model(std::string_view name) {
  for (const Model* model : kModels)
    if (model->name == name) return model;
  return nullptr;
}

}  // namespace isocket::fw
