// How long something takes, and which of several readings is told.
#pragma once

#include <chrono>
#include <functional>
#include <vector>

namespace luytre::measuring {

class Stopwatch {
 public:
  double milliseconds() const {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - from_).count();
  }

 private:
  std::chrono::steady_clock::time_point from_ = std::chrono::steady_clock::now();
};

double quantile(std::vector<double> times, double part);

// The median of several runs, after one to warm up: at least 5, and as many as fit 0.6 seconds.
double median_ms(const std::function<void()>& work);

}  // namespace luytre::measuring
