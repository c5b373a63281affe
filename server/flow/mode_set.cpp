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
  out.words_.assign(count / word_bits, ~std::uint64_t{0});
  if (count % word_bits != 0) out.words_.push_back((std::uint64_t{1} << (count % word_bits)) - 1);
  return out;
}

void ModeSet::add(std::size_t mode) {
  if (words_.size() <= mode / word_bits) words_.resize(mode / word_bits + 1);
  words_[mode / word_bits] |= std::uint64_t{1} << (mode % word_bits);
}

bool ModeSet::contains(std::size_t mode) const {
  return mode / word_bits < words_.size() && ((words_[mode / word_bits] >> (mode % word_bits)) & 1) != 0;
}

bool ModeSet::empty() const {
  return words_.empty();
}

ModeSet ModeSet::united(const ModeSet& other) const {
  ModeSet out = *this;
  if (out.words_.size() < other.words_.size()) out.words_.resize(other.words_.size());
  for (std::size_t i = 0; i < other.words_.size(); ++i) out.words_[i] |= other.words_[i];
  return out;
}

ModeSet ModeSet::intersection(const ModeSet& other) const {
  ModeSet out;
  out.words_.resize(std::min(words_.size(), other.words_.size()));
  for (std::size_t i = 0; i < out.words_.size(); ++i) out.words_[i] = words_[i] & other.words_[i];
  out.trim();
  return out;
}

ModeSet ModeSet::without(const ModeSet& other) const {
  ModeSet out = *this;
  const std::size_t common = std::min(words_.size(), other.words_.size());
  for (std::size_t i = 0; i < common; ++i) out.words_[i] &= ~other.words_[i];
  out.trim();
  return out;
}

std::vector<std::size_t> ModeSet::list() const {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < words_.size(); ++i)
    for (std::uint64_t word = words_[i]; word != 0; word &= word - 1)
      out.push_back(i * word_bits + static_cast<std::size_t>(std::countr_zero(word)));
  return out;
}

void ModeSet::trim() {
  while (!words_.empty() && words_.back() == 0) words_.pop_back();
}

}  // namespace baton
