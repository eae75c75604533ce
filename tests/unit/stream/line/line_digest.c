#include "scratch.h"
#include "stream/line/line_digest.h"
#include "test.h"

/* XXH3-64 as libxxhash 0.8.1 has it, of one line of each way it has to read
 * one: nothing, up to 16 bytes, 128, 240 and more. */
static void
known_digests(void)
{
	char line[300];

	for (size_t i = 0; i < sizeof line; i++)
		line[i] = (char)('a' + i % 26);
	EXPECT(line_digest(SPAN("")) == 0x2d06800538d394c2);
	EXPECT(line_digest((struct span){ line, 16 }) == 0x3d3ccac9af14d8a8);
	EXPECT(line_digest((struct span){ line, 100 }) == 0x7f2b83f8e57a6e24);
	EXPECT(line_digest((struct span){ line, 200 }) == 0xe12dae8ffe57bbc9);
	EXPECT(line_digest((struct span){ line, 300 }) == 0x7f720c1f731c9648);
}

static void
add_line(struct buf *b, uint64_t *seed, size_t max)
{
	size_t n = scratch_random(seed) % max;

	for (size_t i = 0; i < n; i++)
		buf_byte(b, (char)(32 + scratch_random(seed) % 90));
	buf_byte(b, '\n');
}

/* The digest of the lines, one by one. */
static uint64_t
slowly(struct span text, struct line_batch *batch)
{
	uint64_t sum = 0;

	line_batch_begin(batch, text.p);
	while (text.len) {
		const char *lf = memchr(text.p, '\n', text.len);
		struct span line = { text.p, (size_t)(lf - text.p) };

		if (line.len == 0 || *line.p != '#')
			sum += line_digest(line);
		line_batch_add(batch, line.len);
		text.p = lf + 1;
		text.len -= line.len + 1;
	}
	return sum;
}

static void
three_ways(void)
{
	uint64_t seed = 7;
	struct buf b = { 0 };

	for (int round = 0; round < 2000; round++) {
		size_t n = scratch_random(&seed) % 50;
		size_t max = 1 + scratch_random(&seed) % 400;
		struct line_batch batch;
		uint64_t want;

		buf_clear(&b);
		for (; n; n--)
			add_line(&b, &seed, max);
		for (char *p = b.p; p && p < b.p + b.len; p++)
			if (*p == '#') /* none is a comment */
				*p = '$';
		want = slowly(buf_span(&b), &batch);
		EXPECT(line_digest_batch(&batch) == want);
		EXPECT(line_digest_text(buf_span(&b)) == want);
	}
	buf_free(&b);
}

static void
comments_are_no_data(void)
{
	uint64_t two = line_digest(SPAN("a#")) + line_digest(SPAN(""));

	EXPECT(line_digest_text(SPAN("a#\n\n")) == two);
	EXPECT(line_digest_text(
		   SPAN("#recon record 2\na#\n#\n\n#total\tx\n")) == two);
	EXPECT(line_digest_text(SPAN("")) == 0);
}

static void
finds(const char *line, int found, uint64_t digest)
{
	uint64_t got = 0;

	EXPECT(line_digest_find(span_str(line), &got) == found);
	EXPECT(found != 1 || got == digest);
}

static void
in_a_total_line(void)
{
	struct buf b = { 0 };

	buf_str(&b, "#total\trecords=1\t");
	line_digest_format(&b, 0x0123456789abcdef);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, "#total\trecords=1\txxh3=0123456789abcdef");
	finds(b.p, 1, 0x0123456789abcdef);
	buf_free(&b);
	finds("#total\txxh3=ffffffffffffffff\trecords=1", 1, UINT64_MAX);
	finds("#total\trecords=1\txxh4=0123456789abcdef", 0, 0);
	finds("#total\trecords=1", 0, 0);
	finds("#total\txxh3=0123456789abcde", -1, 0);
	finds("#total\txxh3=0123456789abcdef0", -1, 0);
	finds("#total\txxh3=0123456789abcdeF", -1, 0);
	finds("#total\txxh3=0123456789abcde ", -1, 0);
	finds("#total\txxh3=", -1, 0);
	finds("#total\txxh3=0123456789abcdef\txxh3=0123456789abcdef", -1, 0);
}

int
main(void)
{
	test("a line has the digest that libxxhash gives it", known_digests);
	test("a batch, a text and line by line: one digest", three_ways);
	test("control lines and comments do not count", comments_are_no_data);
	test("a #total line tells it as 16 digits, once", in_a_total_line);
	return test_done();
}
