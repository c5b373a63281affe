// What was found in several places is brought into the file's order; what refers to it by index follows.
#pragma once

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "server/syntax/document.h"

namespace baton {

// Sorts by place and returns where each element went.
template <typename T>
std::vector<Index> sort_by_place(std::vector<T>& items) {
  std::vector<Index> order(items.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) {
    if (items[a].range.begin != items[b].range.begin) return items[a].range.begin < items[b].range.begin;
    return items[a].range.end > items[b].range.end;
  });
  std::vector<Index> moved(items.size());
  std::vector<T> sorted;
  sorted.reserve(items.size());
  for (Index i = 0; i < order.size(); ++i) {
    moved[order[i]] = i;
    sorted.push_back(std::move(items[order[i]]));
  }
  items = std::move(sorted);
  return moved;
}

inline void move_index(std::optional<Index>& index, const std::vector<Index>& moved) {
  if (index) index = moved[*index];
}

}  // namespace baton
