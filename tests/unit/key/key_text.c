#include <stdlib.h>

#include "base/buf.h"
#include "key/key_text.h"
#include "base/mem.h"
#include "stream/line/record.h"
#include "test.h"
#include "text/tsv.h"

/* The key of parts, the last of which is NULL, or the reason. */
static const char *
key_of(bool empty_parts, const char *const *list)
{
	static char to[400];
	static struct err e;
	struct span parts[8];
	struct buf scratch = { 0 };
	size_t n = 0, len, bad;
	int r;

	for (; list[n]; n++)
		parts[n] = span_str(list[n]);
	r = key_write(parts, n, empty_parts, &scratch, to, &len, &bad, &e);
	buf_free(&scratch);
	if (r)
		return e.text;
	EXPECT(record_is_key((struct span){ to, len }));
	to[len] = '\0';
	return to;
}

#define KEY(...) key_of(false, (const char *const[]){ __VA_ARGS__, NULL })
#define LAX(...) key_of(true, (const char *const[]){ __VA_ARGS__, NULL })

static void
as_it_stands(void)
{
	EXPECT_STR(KEY("202211010000000000000001"), "202211010000000000000001");
	EXPECT_STR(KEY("a b "), "a b ");
	EXPECT_STR(KEY("订单"), "订单");
	EXPECT_STR(KEY("0010"), "0010");
	EXPECT_STR(KEY("a", "b", "c"), "a|b|c");
}

static void
escapes(void)
{
	EXPECT_STR(KEY("a|b"), "a\\x7cb");
	EXPECT_STR(KEY("a|b", "c"), "a\\x7cb|c");
	EXPECT_STR(KEY("|"), "\\x7c");
	EXPECT_STR(KEY("#1"), "\\x231");
	EXPECT_STR(KEY(" 1"), "\\x201");
	EXPECT_STR(KEY("\"1\""), "\\x221\"");
	EXPECT_STR(KEY("$1"), "$1");
	EXPECT_STR(KEY("a", "#1"), "a|#1");
	EXPECT_STR(KEY("a\\\\b"), "a\\\\b");
	EXPECT_STR(KEY("a\x7f"), "a\\x7f");
	EXPECT_STR(KEY("-", "a"),
	    "is empty, and part of the key "
	    "(--allow-empty-part takes it)");
}

static void
one_way(void)
{
	EXPECT_STR(KEY("\\x41"), "A");
	EXPECT_STR(KEY("\\x09"), "\\t");
	EXPECT_STR(KEY("\\x7C"), "\\x7c");
	EXPECT_STR(KEY("\\x23"
		       "1"),
	    "\\x231");
	EXPECT_STR(KEY("\\x0A\\x1b"), "\\n\\x1b");
	EXPECT_STR(KEY("a", "\\x2d"), "a|-");
}

static void
without_value(void)
{
	EXPECT_STR(KEY(""), "the key is empty");
	EXPECT_STR(KEY("-"), "the key is empty");
	EXPECT_STR(LAX("-"), "the key is empty");
	EXPECT_STR(LAX("", "-"), "the key is empty");
	EXPECT_STR(KEY("\\x2d"), "the key is empty");
	EXPECT_STR(KEY("a", ""),
	    "is empty, and part of the key "
	    "(--allow-empty-part takes it)");
	EXPECT_STR(LAX("a", ""), "a|");
	EXPECT_STR(LAX("-", "a"), "|a");
	EXPECT_STR(LAX("", "a", ""), "|a|");
}

static void
no_fields(void)
{
	const char *why = "has a byte or an escape that no field may have";

	EXPECT_STR(KEY("a\r"), why);
	EXPECT_STR(KEY("\x01"), why);
	EXPECT_STR(KEY("a\\q"), why);
	EXPECT_STR(KEY("a\\"), why);
	EXPECT_STR(KEY("a\\x4"), why);
}

enum { LISTS = 3000, PARTS = 3 };

/* A list of parts and its key. */
struct made {
	char raw[40]; /* parts, each behind its length */
	size_t raw_len;
	char key[200];
	size_t key_len;
};

static void
make(struct made *m, unsigned *seed)
{
	static const char bytes[] = "|\\x7ca-#\t ";
	size_t n = 1 + (size_t)rand_r(seed) % PARTS, bad;
	struct buf cells = { 0 }, scratch = { 0 };
	struct span parts[PARTS];
	size_t ends[PARTS];
	struct err e;

	m->raw_len = 0;
	for (size_t i = 0; i < n; i++) {
		size_t len = 1 + (size_t)rand_r(seed) % 3;
		char *raw = m->raw + m->raw_len;

		raw[0] = (char)len;
		for (size_t k = 1; k <= len; k++)
			raw[k] =
			    bytes[(size_t)rand_r(seed) % (sizeof bytes - 1)];
		if (len == 1 && raw[1] == '-') /* absent, not a part */
			raw[1] = 'a';
		m->raw_len += len + 1;
		tsv_escape(&cells, (struct span){ raw + 1, len });
		ends[i] = cells.len;
	}
	for (size_t i = 0; i < n; i++) {
		size_t from = i ? ends[i - 1] : 0;

		parts[i] = (struct span){ cells.p + from, ends[i] - from };
	}
	EXPECT(key_write(parts, n, false, &scratch, m->key, &m->key_len, &bad,
		   &e) == 0);
	EXPECT(record_is_key((struct span){ m->key, m->key_len }));
	buf_free(&cells);
	buf_free(&scratch);
}

static int
by_key(const void *a, const void *b)
{
	const struct made *x = a, *y = b;

	return span_cmp((struct span){ x->key, x->key_len },
	    (struct span){ y->key, y->key_len });
}

static void
injective(void)
{
	struct made *all = mem_alloc(LISTS * sizeof *all);
	unsigned seed = 3;
	int same = 0;

	for (size_t i = 0; i < LISTS; i++)
		make(&all[i], &seed);
	qsort(all, LISTS, sizeof *all, by_key);
	for (size_t i = 1; i < LISTS; i++) {
		struct made *a = &all[i - 1], *b = &all[i];
		bool equal = span_eq((struct span){ a->raw, a->raw_len },
		    (struct span){ b->raw, b->raw_len });

		EXPECT(equal == (by_key(a, b) == 0));
		same += equal;
	}
	EXPECT(same > 100); /* both answers were asked for */
	free(all);
}

static void
rounded(void)
{
	static const char *const yes[] = { "2.02211E+23", "2E+23", "2,5e+5",
		"0.0E+0" };
	static const char *const no[] = { "", "2", "2E+", "2.E+5", ".2E+5",
		"20E+5", "2.5E-5", "2.5E5", "2.5+5", "2.5E+5x", "2.5E+ 5",
		"2.5", "E+5", "2E++5", "x2E+5", "202211010000000000000001" };

	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		EXPECT(key_is_rounded(span_str(yes[i])));
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		EXPECT(!key_is_rounded(span_str(no[i])));
}

int
main(void)
{
	test("a plain key stands as it is", as_it_stands);
	test("what could be mistaken is escaped", escapes);
	test("each byte is escaped in one way only", one_way);
	test("a key without a value is refused", without_value);
	test("bytes and escapes that no field has are refused", no_fields);
	test("what a spreadsheet makes of long numbers is told", rounded);
	test("different lists of parts are different keys", injective);
	return test_done();
}
