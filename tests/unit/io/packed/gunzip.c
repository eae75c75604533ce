#include "io/packed/gunzip.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "test.h"

static char path[] = "/tmp/recon-gunzip.XXXXXX";

/* "abc\n" as gzip -n writes it. */
#define ABC \
	"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\x4c\x4a\xe6\x02\x00" \
	"\x4e\x81\x88\x47\x04\x00\x00\x00"

static void
put(const char *p, size_t n)
{
	int fd = open(path, O_WRONLY | O_TRUNC);

	EXPECT(fd >= 0 && write(fd, p, n) == (ssize_t)n);
	close(fd);
}

/* Reads the file through the layer, cap bytes at a time. */
static int
get(struct buf *b, size_t cap, struct err *e)
{
	struct input in;
	struct span head;
	int64_t n;

	buf_clear(b);
	EXPECT(input_open(&in, path, e) == 0);
	EXPECT(input_peek(&in, 3, &head, e) == 0 && gunzip_is(head));
	EXPECT(gunzip_cover(&in, e) == 0);
	while ((n = input_read(&in, buf_room(b, cap), cap, e)) > 0)
		b->len += (size_t)n;
	input_close(&in);
	return (int)n;
}

static void
members(void)
{
	struct buf b = { 0 };
	struct err e;

	put(ABC ABC "\0\0\0", 2 * (sizeof ABC - 1) + 3);
	for (size_t cap = 1; cap < 20; cap++) {
		EXPECT(get(&b, cap, &e) == 0);
		EXPECT(span_eq(buf_span(&b), SPAN("abc\nabc\n")));
	}
	buf_free(&b);
}

static void
truncated(void)
{
	struct buf b = { 0 };
	struct err e;

	for (size_t n = 3; n < sizeof ABC - 1; n++) {
		put(ABC, n);
		EXPECT(get(&b, 64, &e) == -1);
		EXPECT(e.status == ST_DATA);
		EXPECT(strstr(e.text, ": ends in the middle of its gzip data"));
	}
	buf_free(&b);
}

static void
damaged(void)
{
	char copy[] = ABC;
	struct buf b = { 0 };
	struct err e;

	copy[17] ^= 1; /* in the checksum */
	put(copy, sizeof copy - 1);
	EXPECT(get(&b, 64, &e) == -1);
	EXPECT(strstr(e.text, ": incorrect data check"));
	put(ABC "rest", sizeof ABC - 1 + 4);
	EXPECT(get(&b, 64, &e) == -1);
	EXPECT(strstr(e.text,
	    ": bytes that are no gzip follow the gzip "
	    "data"));
	buf_free(&b);
}

static void
peeking(void)
{
	struct input in;
	struct span head;
	struct err e;
	char p[8];

	put("abcdef", 6);
	EXPECT(input_open(&in, path, &e) == 0);
	EXPECT(input_peek(&in, 2, &head, &e) == 0);
	EXPECT(span_eq(head, SPAN("ab")));
	EXPECT(input_peek(&in, 4, &head, &e) == 0);
	EXPECT(span_eq(head, SPAN("abcd")));
	EXPECT(input_read(&in, p, 1, &e) == 1 && p[0] == 'a');
	EXPECT(input_read(&in, p, 8, &e) == 3 && !memcmp(p, "bcd", 3));
	EXPECT(input_read(&in, p, 8, &e) == 2 && !memcmp(p, "ef", 2));
	EXPECT(input_read(&in, p, 8, &e) == 0);
	EXPECT(in.bytes == 6);
	input_close(&in);
	put("a", 1);
	EXPECT(input_open(&in, path, &e) == 0);
	EXPECT(input_peek(&in, 4, &head, &e) == 0);
	EXPECT(span_eq(head, SPAN("a")));
	input_close(&in);
}

int
main(void)
{
	close(mkstemp(path));
	test("members and zero padding are read as one stream, in any pieces",
	    members);
	test("data cut anywhere is refused", truncated);
	test("a wrong checksum and bytes behind the data are refused", damaged);
	test("peeked bytes are read all the same", peeking);
	unlink(path);
	return test_done();
}
