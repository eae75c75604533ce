#include <errno.h>
#include <sys/stat.h>

#include "io/lines.h"
#include "base/mem.h"
#include "scratch.h"
#include "test.h"

/* Opens text as a file. */
static void
open_text(struct lines *l, const char *text, size_t n)
{
	struct err e;

	scratch_write("in", text, n);
	EXPECT(lines_open(l, "in", &e) == 0);
}

static bool
next_is(struct lines *l, const char *want)
{
	struct span line;
	struct err e;

	return lines_next(l, &line, &e) == 1 && span_eq(line, span_str(want));
}

static bool
at_end(struct lines *l)
{
	struct span line;
	struct err e;

	return lines_next(l, &line, &e) == 0 && lines_next(l, &line, &e) == 0;
}

static void
splits_at_lf(void)
{
	struct lines l;

	open_text(&l, "a\n\nbc\r\n\n", 8);
	EXPECT(next_is(&l, "a"));
	EXPECT(next_is(&l, ""));
	EXPECT(next_is(&l, "bc\r"));
	EXPECT(l.count == 3);
	EXPECT(next_is(&l, ""));
	EXPECT(at_end(&l));
	EXPECT(l.count == 4 && !l.unended);
	lines_close(&l);
}

static void
last_line_without_lf(void)
{
	struct lines l;

	open_text(&l, "a\nb", 3);
	EXPECT(next_is(&l, "a"));
	EXPECT(!l.unended);
	EXPECT(next_is(&l, "b"));
	EXPECT(l.unended);
	EXPECT(at_end(&l));
	lines_close(&l);
}

static void
empty_input(void)
{
	struct lines l;

	open_text(&l, "", 0);
	EXPECT(at_end(&l));
	EXPECT(l.count == 0 && !l.unended && l.in.bytes == 0);
	lines_close(&l);
}

static void
nul_is_a_byte(void)
{
	struct lines l;
	struct span line;
	struct err e;

	open_text(&l, "a\0b\n\0\n", 6);
	EXPECT(lines_next(&l, &line, &e) == 1 && line.len == 3);
	EXPECT(lines_next(&l, &line, &e) == 1 && line.len == 1);
	EXPECT(at_end(&l));
	lines_close(&l);
}

static void
one_long_line(void)
{
	size_t n = (size_t)30 << 20;
	char *p = mem_alloc(n);
	struct lines l;
	struct span line;
	struct err e;

	memset(p, 'x', n);
	p[0] = 'a';
	p[n - 1] = 'z';
	open_text(&l, p, n);
	EXPECT(lines_next(&l, &line, &e) == 1);
	EXPECT(line.len == n && !memcmp(line.p, p, n));
	EXPECT(l.unended);
	EXPECT(at_end(&l));
	lines_close(&l);
	free(p);
}

static size_t asked;

static int
give_room(void *arg, size_t bytes, struct err *e)
{
	EXPECT(bytes > asked);
	asked = bytes;
	return bytes < *(size_t *)arg ? 0 : err_set(e, ST_FAIL, "no room");
}

/* Reads so many lines of that length; asks for most bytes at the most. */
static int
read_long(size_t n, size_t len, size_t most)
{
	char *p = mem_alloc(n * len);
	struct lines l;
	struct span line;
	struct err e;
	int r;

	memset(p, 'x', n * len);
	for (size_t i = 1; i <= n; i++)
		p[i * len - 1] = '\n';
	open_text(&l, p, n * len);
	l.room = give_room;
	l.room_arg = &most;
	asked = 0;
	while ((r = lines_next(&l, &line, &e)) == 1)
		EXPECT(line.len == len - 1);
	if (r < 0)
		EXPECT_STR(e.text, "no room");
	lines_close(&l);
	free(p);
	return r;
}

static void
asks_for_room(void)
{
	EXPECT(read_long(200, 9000, SIZE_MAX) == 0);
	EXPECT(asked == 0);
	EXPECT(read_long(20, 1 << 20, SIZE_MAX) == 0);
	EXPECT(asked >= 2 << 20 && asked < 3 << 20);
	EXPECT(read_long(20, 1 << 20, 2 << 20) == -1);
}

/* Lengths around the sizes at which buffers turn and grow. */
static size_t
some_length(uint64_t *seed)
{
	uint64_t r = scratch_random(seed);

	switch (r % 64) {
	case 0:
		return (1 << 18) - 4 + (r >> 8) % 8;
	case 1:
		return (1 << 17) - 4 + (r >> 8) % 8;
	case 2:
		return (r >> 8) % (1 << 19);
	case 3:
		return 0;
	default:
		return (r >> 8) % 3000;
	}
}

/* Fills p with random lines; returns the bytes used. */
static size_t
fill(char *p, size_t n, uint64_t *seed)
{
	size_t used = 0;

	for (;;) {
		size_t len = some_length(seed);

		if (used + len + 1 > n)
			return used;
		for (size_t i = 0; i < len; i++) {
			p[used] = (char)scratch_random(seed);
			used += p[used] != '\n';
		}
		p[used++] = '\n';
	}
}

/* The next line, by turns as it is handed out and from what is ahead. */
static int
next_either(struct lines *l, struct span *line, struct err *e)
{
	struct span ahead = lines_ahead(l);
	const char *lf = ahead.len ? memchr(ahead.p, '\n', ahead.len) : NULL;

	if (!lf || l->count % 3 == 0)
		return lines_next(l, line, e);
	*line = (struct span){ ahead.p, (size_t)(lf - ahead.p) };
	lines_take(l, line->len);
	return 1;
}

/*
 * Reads text from standard input and compares each line, and after the next
 * call the line before it, with the text itself.
 */
static bool
reads_as(const char *text, size_t n)
{
	struct span line, before = { 0 };
	size_t pos = 0, was = 0;
	struct lines l;
	struct err e;
	int r;

	if (lines_open(&l, NULL, &e))
		return false;
	while ((r = next_either(&l, &line, &e)) == 1) {
		const char *lf = memchr(text + pos, '\n', n - pos);
		size_t len = lf ? (size_t)(lf - text) - pos : n - pos;

		if (line.len != len || memcmp(line.p, text + pos, len))
			break;
		if (before.p && memcmp(before.p, text + was, before.len))
			break;
		before = line;
		was = pos;
		pos += len + (lf != NULL);
	}
	EXPECT(l.in.bytes == n || r != 0);
	EXPECT(before.p && !memcmp(before.p, text + was, before.len));
	lines_close(&l);
	return r == 0 && pos == n;
}

static void
any_chunking(void)
{
	size_t cap = 3 << 20;
	char *p = mem_alloc(cap);
	uint64_t seed = 20221101;

	for (int round = 0; round < 6; round++) {
		size_t n = fill(p, cap, &seed);
		pid_t writer;

		n -= (size_t)round % 2; /* with and without the last LF */
		writer = scratch_feed(p, n, scratch_random(&seed));
		EXPECT(reads_as(p, n));
		scratch_fed(writer);
	}
	free(p);
}

/*
 * Lines of all lengths, most of them only looked at: the last one kept has
 * to be whole whenever the next one comes.
 */
static void
dropped_lines(void)
{
	size_t cap = 3 << 20, n, pos = 0, kept_at = 0;
	char *p = mem_alloc(cap);
	uint64_t seed = 20221102;
	struct span line, kept = { 0 };
	struct lines l;
	struct err e;
	int r, bad = 0;

	n = fill(p, cap, &seed);
	scratch_write("in", p, n);
	EXPECT(lines_open(&l, "in", &e) == 0);
	while ((r = lines_next(&l, &line, &e)) == 1) {
		bad += memcmp(line.p, p + pos, line.len) != 0;
		bad += kept.p && memcmp(kept.p, p + kept_at, kept.len);
		if (scratch_random(&seed) % 8) {
			lines_drop(&l);
		} else {
			kept = line;
			kept_at = pos;
		}
		pos += line.len + 1;
	}
	EXPECT(r == 0 && pos == n && bad == 0);
	lines_close(&l);
	free(p);
}

static void
what_cannot_be_read(void)
{
	struct lines l;
	struct input in;
	struct err e;

	EXPECT(lines_open(&l, "absent", &e) == -1);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text, "absent: No such file or directory");
	EXPECT(mkdir("dir", 0777) == 0);
	EXPECT(lines_open(&l, "dir", &e) == -1);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text, "dir: is a directory");
	EXPECT(input_open(&in, "dir", &e) == -1 && in.fd == -1);
	rmdir("dir");
}

static void
read_errors(void)
{
	int fd = open("/dev/null", O_WRONLY), was = dup(STDIN_FILENO);
	struct span line;
	struct lines l;
	struct err e;

	dup2(fd, STDIN_FILENO);
	EXPECT(lines_open(&l, "-", &e) == 0);
	EXPECT(lines_next(&l, &line, &e) == -1);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text, "stdin: read: Bad file descriptor");
	lines_close(&l);
	dup2(was, STDIN_FILENO);
	close(was);
	close(fd);
}

static void
input_knows_its_size(void)
{
	struct input in;
	struct err e;
	char p[8];

	scratch_write("in", "12345", 5);
	EXPECT(input_open(&in, "in", &e) == 0);
	EXPECT(in.size == 5 && in.bytes == 0);
	EXPECT(input_read(&in, p, 3, &e) == 3);
	EXPECT(input_read(&in, p, 8, &e) == 2 && in.bytes == 5);
	EXPECT(input_read(&in, p, 8, &e) == 0);
	input_close(&in);
	EXPECT(input_open(&in, "/dev/null", &e) == 0 && in.size == -1);
	input_close(&in);
}

int
main(void)
{
	scratch_begin();
	test("lines end at LF and nowhere else", splits_at_lf);
	test("a last line without LF is a line, and told apart",
	    last_line_without_lf);
	test("no bytes are no lines", empty_input);
	test("NUL is a byte like any other", nul_is_a_byte);
	test("a line of 30 MB is a line", one_long_line);
	test("long lines ask for room, and end where there is none",
	    asks_for_room);
	test("however the bytes arrive, the lines are the same, and the line "
	     "before stays whole",
	    any_chunking);
	test("a line that was dropped does not cost the one before it",
	    dropped_lines);
	test("a missing file and a directory are refused at once",
	    what_cannot_be_read);
	test("a failing read is an error, not the end", read_errors);
	test("an input knows its size and what it has read",
	    input_knows_its_size);
	scratch_end();
	return test_done();
}
