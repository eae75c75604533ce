#include "stream/line/line_digest.h"

#include <inttypes.h>

#include "base/simd.h"
#include "text/tsv.h"

#define XXH_INLINE_ALL /* most lines are short: a call would cost as much */
#include <xxhash.h>

enum { DIGITS = 16 };

static const struct span name = SPAN("xxh3=");

uint64_t
line_digest(struct span line)
{
	return XXH3_64bits(line.p, line.len);
}

/* The hash made part of the loop: a call would cost a fifth of a short line's. */
__attribute__((flatten)) uint64_t
line_digest_batch(const struct line_batch *b)
{
	const char *p = b->p;
	uint64_t sum = 0;

	for (size_t i = 0; i < b->n; i++) {
		sum += XXH3_64bits(p, b->len[i]);
		p += b->len[i] + 1;
	}
	return sum;
}

/* Of the line from p to its LF, 0 where it is no data. */
static inline uint64_t
data_digest(const char *p, const char *lf)
{
	return *p == '#' ? 0 : XXH3_64bits(p, (size_t)(lf - p));
}

uint64_t
line_digest_text(struct span text)
{
	const char *p = text.p, *end = p + text.len, *line = p, *lf;
	uint64_t sum = 0;

	for (; end - p >= SIMD_BLOCK; p += SIMD_BLOCK) {
		uint64_t lfs = simd_equal(p, '\n');

		for (; lfs; lfs &= lfs - 1) {
			lf = p + __builtin_ctzll(lfs);
			sum += data_digest(line, lf);
			line = lf + 1;
		}
	}
	for (; p < end; p = lf + 1) {
		lf = memchr(p, '\n', (size_t)(end - p));
		if (!lf)
			break;
		sum += data_digest(line, lf);
		line = lf + 1;
	}
	return sum;
}

void
line_digest_format(struct buf *b, uint64_t digest)
{
	buf_add(b, name);
	buf_printf(b, "%016" PRIx64, digest);
}

bool
line_digest_read(struct span s, uint64_t *digest)
{
	*digest = 0;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];

		if (c >= '0' && c <= '9')
			*digest = *digest << 4 | (uint64_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			*digest = *digest << 4 | (uint64_t)(c - 'a' + 10);
		else
			return false;
	}
	return s.len == DIGITS;
}

int
line_digest_find(struct span line, uint64_t *digest)
{
	int found = 0;

	for (struct span f; tsv_next(&line, &f);) {
		if (!span_begins(f, name))
			continue;
		f.p += name.len;
		f.len -= name.len;
		if (found || !line_digest_read(f, digest))
			return -1;
		found = 1;
	}
	return found;
}
