#include "book/dir/sealed_file.h"

#include "scratch.h"
#include "test.h"

static const char text[] = "one line\nand another\n";

/* What reading the file says; the text if it is there. */
static int
reads(struct buf *b, struct err *e)
{
	char digest[DIGEST_TEXT + 1];

	buf_clear(b);
	return sealed_file_read(b, digest, "f", e);
}

static void
there_and_back(void)
{
	struct buf b = { 0 };
	char digest[DIGEST_TEXT + 1];
	struct err e;

	EXPECT(reads(&b, &e) == 0);
	EXPECT(sealed_file_write("f", span_str(text), digest, &e) == 0);
	EXPECT_STR(digest,
	    "26b607bd8ff0ce610310d53b571db48e32622b7ff497070bded171eef5cedb55");
	EXPECT(reads(&b, &e) == 1);
	EXPECT(span_eq(buf_span(&b), span_str(text)));
	buf_free(&b);
}

static void
every_bit(void)
{
	char *whole = scratch_read("f");
	size_t n = strlen(whole);
	struct buf b = { 0 };
	struct err e;

	for (size_t bit = 0; bit < n * 8; bit++) {
		whole[bit / 8] ^= (char)(1 << bit % 8);
		scratch_write("f", whole, n);
		EXPECT(reads(&b, &e) == -1 && e.status == ST_DATA);
		whole[bit / 8] ^= (char)(1 << bit % 8);
	}
	for (size_t cut = 0; cut < n; cut++) {
		scratch_write("f", whole, cut);
		EXPECT(reads(&b, &e) == -1 && e.status == ST_DATA);
	}
	scratch_write("f", whole, n);
	EXPECT(reads(&b, &e) == 1);
	free(whole);
	buf_free(&b);
}

int
main(void)
{
	scratch_begin();
	test("what is written is read again", there_and_back);
	test("each flipped bit and each cut is refused", every_bit);
	scratch_end();
	return test_done();
}
