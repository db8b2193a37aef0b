#include "app/measuring/stopwatch.h"

#include <algorithm>

namespace luytre::measuring {

namespace {

constexpr double enough_ms = 600;
constexpr std::size_t runs_max = 201;

}  // namespace

double quantile(std::vector<double> times, double part) {
  const auto at = static_cast<std::ptrdiff_t>(part * static_cast<double>(times.size() - 1));
  std::nth_element(times.begin(), times.begin() + at, times.end());
  return times[static_cast<std::size_t>(at)];
}

double median_ms(const std::function<void()>& work) {
  work();
  std::vector<double> times;
  double total = 0;
  while (times.size() < 5 || (total < enough_ms && times.size() < runs_max)) {
    const Stopwatch watch;
    work();
    times.push_back(watch.milliseconds());
    total += times.back();
  }
  return quantile(std::move(times), 0.5);
}

}  // namespace luytre::measuring
