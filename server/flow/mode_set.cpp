// Sets of modes as bits: a file has a handful, but one with thousands must not take seconds.
#include <algorithm>
#include <bit>

#include "server/flow/flow.h"

namespace baton {
namespace {

constexpr std::size_t word_bits = 64;

}  // namespace

ModeSet ModeSet::all(std::size_t count) {
  ModeSet out;
  if (count >= word_bits) {
    out.first_ = ~std::uint64_t{0};
    out.more_.assign(count / word_bits - 1, ~std::uint64_t{0});
  }
  const std::uint64_t rest = (std::uint64_t{1} << (count % word_bits)) - 1;
  if (count < word_bits)
    out.first_ = rest;
  else if (rest != 0)
    out.more_.push_back(rest);
  return out;
}

void ModeSet::add(std::size_t mode) {
  const std::size_t word = mode / word_bits;
  const std::uint64_t bit = std::uint64_t{1} << (mode % word_bits);
  if (more_.size() < word) more_.resize(word);
  (word == 0 ? first_ : more_[word - 1]) |= bit;
}

bool ModeSet::contains(std::size_t mode) const {
  const std::size_t word = mode / word_bits;
  if (word > more_.size()) return false;
  return (((word == 0 ? first_ : more_[word - 1]) >> (mode % word_bits)) & 1) != 0;
}

bool ModeSet::empty() const {
  return first_ == 0 && more_.empty();
}

ModeSet ModeSet::united(const ModeSet& other) const {
  ModeSet out = *this;
  out.first_ |= other.first_;
  if (out.more_.size() < other.more_.size()) out.more_.resize(other.more_.size());
  for (std::size_t i = 0; i < other.more_.size(); ++i) out.more_[i] |= other.more_[i];
  return out;
}

ModeSet ModeSet::intersection(const ModeSet& other) const {
  ModeSet out;
  out.first_ = first_ & other.first_;
  out.more_.resize(std::min(more_.size(), other.more_.size()));
  for (std::size_t i = 0; i < out.more_.size(); ++i) out.more_[i] = more_[i] & other.more_[i];
  out.trim();
  return out;
}

ModeSet ModeSet::without(const ModeSet& other) const {
  ModeSet out = *this;
  out.first_ &= ~other.first_;
  const std::size_t common = std::min(more_.size(), other.more_.size());
  for (std::size_t i = 0; i < common; ++i) out.more_[i] &= ~other.more_[i];
  out.trim();
  return out;
}

std::vector<std::size_t> ModeSet::list() const {
  std::vector<std::size_t> out;
  const auto append = [&](std::uint64_t word, std::size_t first) {
    for (; word != 0; word &= word - 1)
      out.push_back(first + static_cast<std::size_t>(std::countr_zero(word)));
  };
  append(first_, 0);
  for (std::size_t i = 0; i < more_.size(); ++i) append(more_[i], (i + 1) * word_bits);
  return out;
}

void ModeSet::trim() {
  while (!more_.empty() && more_.back() == 0) more_.pop_back();
}

}  // namespace baton
