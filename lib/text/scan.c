#include "text/scan.h"

#include "base/simd.h"

typedef uint64_t marks_fn(const char *, char, char);

/* A word for each block of s, the last of which may be copied to be whole. */
static inline __attribute__((always_inline)) size_t
blocks(struct span s, const struct scan_set *set, uint64_t *at, marks_fn *marks)
{
	const char a = (char)set->delimiter, b = (char)set->quote;
	size_t n = s.len / SCAN_BLOCK, left = s.len % SCAN_BLOCK;
	char last[SCAN_BLOCK] = { 0 };

	for (size_t i = 0; i < n; i++)
		at[i] = marks(s.p + i * SCAN_BLOCK, a, b);
	if (left == 0)
		return n;
	memcpy(last, s.p + n * SCAN_BLOCK, left);
	at[n] = marks(last, a, b) & ((UINT64_C(1) << left) - 1);
	return n + 1;
}

size_t
scan_blocks(struct span s, const struct scan_set *set, uint64_t *at)
{
	return blocks(s, set, at, simd_marks);
}

size_t
scan_blocks_portable(struct span s, const struct scan_set *set, uint64_t *at)
{
	return blocks(s, set, at, simd_marks_portable);
}

size_t
scan_index(struct span s, const struct scan_set *set, uint16_t *at)
{
	uint64_t blocks[SCAN_BLOCKS];
	size_t n = 0, n_blocks = scan_blocks(s, set, blocks);

	for (size_t i = 0; i < n_blocks; i++)
		for (uint64_t b = blocks[i]; b; b &= b - 1)
			at[n++] = (uint16_t)(i * SCAN_BLOCK +
			    (size_t)__builtin_ctzll(b));
	return n;
}

bool
scan_is_ascii(struct span s)
{
	bool high = false;
	size_t i = 0;

	for (; s.len - i >= SIMD_BLOCK; i += SIMD_BLOCK)
		high |= simd_high(s.p + i);
	for (; i < s.len; i++)
		high |= (unsigned char)s.p[i] > 0x7f;
	return !high;
}
