// The short form of fuzzing, for ctest: every file of the corpus, then mutations of them from a fixed seed, so that the
// run is the same everywhere. Usage: fuzz_NAME CORPUS_FOLDER. A crash or a failed assertion is the failure.

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t mutations_max = 20'000;
constexpr auto time_max = std::chrono::milliseconds(1'500);

// What is being tried now; a run that aborts writes it to a file, which can join the corpus.
std::string_view trying;

void keep_input(int signal) {
  if (std::FILE* file = std::fopen("fuzz-failed-input", "wb")) {
    std::fwrite(trying.data(), 1, trying.size(), file);
    std::fclose(file);
    std::fprintf(stderr, "the input is in fuzz-failed-input\n");
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void try_input(const std::string& bytes) {
  trying = bytes;
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::vector<std::string> read_corpus(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> inputs;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return inputs;
}

// Changes, removes, repeats or joins a few bytes.
std::string mutated(std::string bytes, const std::vector<std::string>& others, std::mt19937& random) {
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  for (std::size_t changes = 1 + below(6); changes > 0; --changes) {
    const std::size_t at = bytes.empty() ? 0 : below(bytes.size());
    switch (below(5)) {
      case 0:
        if (!bytes.empty()) bytes[at] = static_cast<char>(below(256));
        break;
      case 1:
        bytes.insert(at, 1, static_cast<char>(below(256)));
        break;
      case 2:
        bytes.erase(at, 1 + below(8));
        break;
      case 3:
        bytes.insert(at, bytes.substr(at, 1 + below(32)));
        break;
      default: {
        const auto& other = others[below(others.size())];
        if (!other.empty()) bytes = bytes.substr(0, at) + other.substr(below(other.size()));
      }
    }
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s CORPUS_FOLDER\n", argv[0]);
    return 2;
  }
  const auto corpus = read_corpus(argv[1]);
  if (corpus.empty()) {
    std::fprintf(stderr, "%s holds no inputs\n", argv[1]);
    return 1;
  }
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGILL}) std::signal(signal, keep_input);
  try_input("");
  for (const auto& input : corpus) try_input(input);
  std::mt19937 random(20251231);
  const auto until = std::chrono::steady_clock::now() + time_max;
  std::size_t tried = 0;
  for (; tried < mutations_max && std::chrono::steady_clock::now() < until; ++tried) {
    try_input(mutated(corpus[tried % corpus.size()], corpus, random));
  }
  std::printf("%zu files of the corpus, %zu mutations\n", corpus.size(), tried);
  return 0;
}
