#include "suite/load.h"

#include <algorithm>
#include <memory>
#include <set>

#include "suite/case_reader.h"

namespace isocket::suite {
namespace {

namespace fs = std::filesystem;

struct File {
  Source source;
  std::optional<YamlNode> root;
};

class Loader {
 public:
  explicit Loader(const LoadOptions& options) : options_{options} {}

  void path(const fs::path& path) {
    std::error_code ec;
    if (!fs::is_directory(path, ec)) {
      file(path);
      return;
    }
    std::vector<fs::path> found;
    for (fs::recursive_directory_iterator it{path, fs::directory_options::skip_permission_denied, ec}, end;
         !ec && it != end; it.increment(ec)) {
      const auto extension = it->path().extension();
      const bool hidden = it->path().filename().string().starts_with('.');
      if (!hidden && (extension == ".yaml" || extension == ".yml") && it->is_regular_file(ec))
        found.push_back(it->path());
    }
    if (found.empty())
      problems_.add({{path.string(), 0, 0}, "there are no suites (*.yaml) in this folder", {}});
    std::sort(found.begin(), found.end());
    for (const fs::path& one : found) file(one);
  }

  void text(const std::string& name, const std::string& text) {
    File* file = keep(name, Source{name, text});
    if (file->root) suite(*file);
  }

  Loaded take() {
    Loaded loaded;
    loaded.diagnostics = problems_.take();
    for (Suite& suite : suites_) {
      const auto wrong = [&](const Diagnostic& d) { return d.place.file == suite.file; };
      if (std::none_of(loaded.diagnostics.begin(), loaded.diagnostics.end(), wrong))
        loaded.suites.push_back(std::move(suite));
    }
    return loaded;
  }

 private:
  static std::string key_of(const fs::path& path) {
    std::error_code ec;
    const fs::path canonical = fs::weakly_canonical(path, ec);
    return (ec ? path : canonical).string();
  }

  File* keep(const std::string& key, Source source) {
    auto file = std::make_unique<File>(File{std::move(source), {}});
    file->root = read_yaml(file->source, problems_);
    return (files_[key] = std::move(file)).get();
  }

  /// Null when it cannot be read, which is said once: at `from`, or for the file itself.
  File* open(const fs::path& path, const Reader* from, const Place& at) {
    const std::string key = key_of(path);
    if (const auto known = files_.find(key); known != files_.end()) return known->second.get();
    auto source = Source::read(path);
    if (source) return keep(key, std::move(*source));
    const std::string& why = source.error().detail;
    if (from != nullptr)
      from->say(at, "'" + path.string() + "' cannot be included: " + why);
    else
      problems_.add({{path.string(), 0, 0}, why, {}});
    return nullptr;
  }

  void file(const fs::path& path) {
    if (!done_.insert(key_of(path)).second) return;  // named twice, or in a folder as well
    File* file = open(path, nullptr, {});
    if (file == nullptr || !file->root) return;
    suite(*file);
  }

  /// What a file's `fragments:`, `vars:` and `include:` add.
  void shared(const File& file, Common& common, Fragments& fragments, std::set<const File*>& seen) {
    if (!file.root || file.root->kind != YamlNode::Kind::table || !seen.insert(&file).second) return;
    const Reader reader{file.source, problems_};
    if (const YamlEntry* include = find(*file.root, "include")) {
      for (const auto& [name, place] : reader.texts(include->value, "'include:'")) {
        if (name.empty() || fs::path{name}.is_absolute()) {
          reader.say(place, "an included file is named from the folder of this one, such as ../shared.yaml");
          continue;
        }
        const File* other = open(fs::path{file.source.name()}.parent_path() / name, &reader, place);
        if (other == nullptr) continue;
        if (other->root && other->root->kind == YamlNode::Kind::table &&
            find(*other->root, "cases") != nullptr)
          reader.say(
              place,
              "'" + name + "' has cases of its own; what suites share stands in a file with 'fragments:'");
        else
          shared(*other, common, fragments, seen);
      }
    }
    if (const YamlEntry* vars = find(*file.root, "vars")) read_vars(reader, vars->value, common.vars);
    const YamlEntry* named = find(*file.root, "fragments");
    if (named == nullptr || !reader.is_table(named->value, "'fragments:'")) return;
    for (const YamlEntry& entry : named->value.entries) {
      const auto [known, fresh] =
          fragments.emplace(entry.key, Fragment{&file.source, &entry.value, entry.place});
      if (!fresh)
        reader.say(entry.place, "there is a fragment '" + entry.key + "' already, in " +
                                    known->second.place.file + " line " +
                                    std::to_string(known->second.place.line));
    }
  }

  void suite(const File& file) {
    const YamlNode& root = *file.root;
    const Reader reader{file.source, problems_};
    if (!reader.table(root, Part::suite)) return;
    const YamlEntry* name = find(root, "suite");
    const YamlEntry* cases = find(root, "cases");
    const bool is_shared = name == nullptr && cases == nullptr && find(root, "fragments") != nullptr;

    Suite result;
    result.file = file.source.name();
    Common common;
    common.around.requirements = options_.requirements;
    for (const std::string_view party : usual_parties()) common.around.parties.emplace_back(party);
    if (const YamlEntry* parties = find(root, "parties"))
      add_parties(reader, parties->value, common.around.parties);
    if (const YamlEntry* models = find(root, "models"))
      result.models = common.models = read_models(reader, models->value);
    if (const YamlEntry* tags = find(root, "tags")) common.tags = read_tags(reader, tags->value);
    if (const YamlEntry* description = find(root, "description"))
      reader.text(description->value, "'description:'");

    Fragments fragments;
    std::set<const File*> seen;
    shared(file, common, fragments, seen);
    common.around.fragments = &fragments;
    for (const auto& [unused, fragment] : fragments)  // also those that nobody uses
      if (fragment.source == &file.source) read_steps(file.source, problems_, *fragment.steps, common.around);
    if (is_shared) return;

    if (name == nullptr)
      reader.say({file.source.name(), 1, 1}, "a suite needs a name: 'suite: NAME'");
    else if (auto text = reader.text(name->value, "'suite:'"))
      result.name = std::move(*text);
    if (cases == nullptr) {
      reader.say(name != nullptr ? name->place : Place{file.source.name(), 1, 1}, "a suite needs 'cases:'");
      return;
    }
    if (!reader.list(cases->value, "'cases:'", "'- id: NAME'")) return;
    for (const YamlNode& node : cases->value.items) {
      Case one = read_case(file.source, problems_, node, common);
      if (!one.id.empty()) {
        const auto [first, fresh] = ids_.emplace(one.id, one.place);
        if (!fresh)
          reader.say(one.place, "the case '" + one.id + "' is there already, in " + first->second.file +
                                    " line " + std::to_string(first->second.line));
      }
      result.cases.push_back(std::move(one));
    }
    suites_.push_back(std::move(result));
  }

  static void add_parties(const Reader& reader, const YamlNode& node, std::vector<std::string>& parties) {
    for (auto& [name, place] : reader.texts(node, "'parties:'")) {
      const bool fine =
          !name.empty() && name.size() <= 32 && name != "nobody" &&
          name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos &&
          name.front() >= 'a';
      if (!fine)
        reader.say(place, "'" + name + "' cannot name a party; small letters, digits and '_' do");
      else if (std::find(parties.begin(), parties.end(), name) == parties.end())
        parties.push_back(std::move(name));
    }
  }

  const LoadOptions& options_;
  Problems problems_;
  std::map<std::string, std::unique_ptr<File>> files_;  // by canonical path; fragments point into them
  std::set<std::string> done_;
  std::map<std::string, Place> ids_;
  std::vector<Suite> suites_;
};

}  // namespace

Loaded load(const std::vector<fs::path>& paths, const LoadOptions& options) {
  Loader loader{options};
  for (const fs::path& path : paths) loader.path(path);
  return loader.take();
}

Loaded load_text(const std::string& name, const std::string& text, const LoadOptions& options) {
  Loader loader{options};
  loader.text(name, text);
  return loader.take();
}

}  // namespace isocket::suite
