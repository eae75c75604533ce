#include "bill/seen.h"

#include "scratch.h"
#include "test.h"

/* What is read through a digest in pieces of n bytes. */
static const char *
digest(struct span text, size_t n)
{
	static char hex[DIGEST_TEXT + 1], piece[1 << 10];
	struct digest *d;
	struct input in;
	struct err e;
	uint64_t bytes;
	int64_t got;

	scratch_write("bill", text.p, text.len);
	EXPECT(input_open(&in, "bill", &e) == 0);
	d = digest_cover(&in);
	while ((got = input_read(&in, piece, n, &e)) > 0)
		;
	EXPECT(got == 0);
	EXPECT(digest_take(d, hex, &bytes, &e) == 0);
	EXPECT(bytes == text.len);
	input_close(&in);
	return hex;
}

/* Examples of FIPS 180-4, and a million letters a. */
static void
known(void)
{
	static char many[1000000];

	EXPECT_STR(digest(SPAN(""), 1),
	    "e3b0c44298fc1c149afbf4c8996fb92427ae"
	    "41e4649b934ca495991b7852b855");
	EXPECT_STR(digest(SPAN("abc"), 2),
	    "ba7816bf8f01cfea414140de5dae2223b"
	    "00361a396177a9cb410ff61f20015ad");
	EXPECT_STR(digest(SPAN("abcdbcdecdefdefgefghfghighijhijkijkljklmklmn"
			       "lmnomnopnopq"),
		       7),
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff"
	    "2167f6ecedd419db06c1");
	memset(many, 'a', sizeof many);
	for (size_t n = 63; n <= 129; n += 33)
		EXPECT_STR(digest((struct span){ many, sizeof many }, n),
		    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39c"
		    "cc7112cd0");
	scratch_files(1);
}

static void
not_all(void)
{
	char hex[DIGEST_TEXT + 1], piece[2];
	struct digest *d;
	struct input in;
	struct err e;
	uint64_t bytes;

	scratch_write("bill", "abc", 3);
	EXPECT(input_open(&in, "bill", &e) == 0);
	d = digest_cover(&in);
	EXPECT(input_read(&in, piece, sizeof piece, &e) == 2);
	EXPECT(digest_take(d, hex, &bytes, &e) == -1);
	EXPECT(e.status == ST_BROKEN);
	EXPECT_STR(e.text, "was not read to its end");
	input_close(&in);
	scratch_files(1);
}

#define HEX1 "1111111111111111111111111111111111111111111111111111111111111111"
#define HEX2 "2222222222222222222222222222222222222222222222222222222222222222"
#define KEPT HEX1 "\t2022-11-01T08:00:00Z\t17\ta\\tb\n"

static void
once(void)
{
	struct seen s = { .path = "seen" };
	struct err e;

	scratch_write("seen", KEPT, sizeof KEPT - 1);
	EXPECT(seen_open(&s, &e) == 0);
	EXPECT(seen_add(&s, HEX1, 17, "b", &e) == -1);
	EXPECT(e.status == ST_DIFFER);
	EXPECT_STR(e.text,
	    "the same bill was seen before, on "
	    "2022-11-01T08:00:00Z as a\\tb; --again takes it");
	EXPECT(seen_add(&s, HEX2, 18, "two", &e) == 0);
	EXPECT(seen_add(&s, HEX2, 18, "three", &e) == -1);
	EXPECT(strstr(e.text, "Z as two; --again takes it") != NULL);
	seen_abandon(&s);
	EXPECT(scratch_holds("seen", KEPT));
	scratch_files(1);
}

static void
again(void)
{
	struct seen s = { .path = "seen", .again = true };
	struct err e;
	char *got;

	scratch_write("seen", "# old\n\n" KEPT, sizeof "# old\n\n" KEPT - 2);
	EXPECT(seen_open(&s, &e) == 0); /* its last line has no LF */
	EXPECT(seen_add(&s, HEX1, 17, "b", &e) == 0);
	EXPECT(seen_sync(&s, &e) == 0 && !s.writing); /* nothing is new */
	EXPECT(seen_add(&s, HEX2, 18, "x\\", &e) == 0);
	EXPECT(seen_sync(&s, &e) == 0);
	EXPECT(scratch_holds(
	    "seen", "# old\n\n" HEX1 "\t2022-11-01T08:00:00Z\t17\ta\\tb"));
	EXPECT(seen_commit(&s, &e) == 0);
	got = scratch_read("seen");
	EXPECT(!strncmp(got, "# old\n\n" KEPT HEX2 "\t20",
	    sizeof "# old\n\n" KEPT HEX2 "\t20" - 1));
	EXPECT(strstr(got, "Z\t18\tx\\\\\n") != NULL);
	free(got);
	scratch_files(1);
}

/* The lock goes with the process; another one meets it. */
static void
locked(void)
{
	struct seen s = { .path = "seen" };
	struct err e;
	char want[64];
	int status;
	pid_t other;

	EXPECT(seen_open(&s, &e) == 0);
	snprintf(want, sizeof want, "seen: process %ld is at work here",
	    (long)getpid());
	fflush(stdout);
	other = fork();
	if (other == 0) {
		struct seen t = { .path = "seen" };

		if (seen_open(&t, &e) == 0)
			_exit(0);
		_exit(strncmp(e.text, want, strlen(want)) ? 1 : (int)e.status);
	}
	waitpid(other, &status, 0);
	EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == ST_AGAIN);
	EXPECT(seen_commit(&s, &e) == 0);
	EXPECT(seen_open(&s, &e) == 0);
	seen_abandon(&s);
	scratch_files(1);
}

static void
refused(const char *text, const char *why)
{
	struct seen s = { .path = "seen" };
	struct err e;

	scratch_write("seen", text, strlen(text));
	EXPECT(seen_open(&s, &e) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text, why);
}

static void
damaged(void)
{
	refused("x\n",
	    "seen:1: is not digest, time, bytes and name of a "
	    "bill: x");
	refused("#\n" HEX1 "\tt\t1\n",
	    "seen:2: is not digest, time, bytes "
	    "and name of a bill: " HEX1 "\\x09t\\x091");
	refused(HEX1 "2\tt\t1\tn\n",
	    "seen:1: is not digest, time, bytes and "
	    "name of a bill: " HEX1 "2\\x09t\\x091\\x09n");
	refused(HEX1 "\tt\t1\tn\tx\n",
	    "seen:1: is not digest, time, bytes "
	    "and name of a bill: " HEX1 "\\x09t\\x091\\x09n\\x09x");
	scratch_files(1);
}

int
main(void)
{
	scratch_begin();
	test("digests are those of FIPS 180-4, in any pieces", known);
	test("an input that was not read to its end has no digest", not_all);
	test("a bill is taken once, whatever its name", once);
	test("with again it is taken, and stays as it was first seen", again);
	test("of two processes the second has to try again", locked);
	test("a file that is none of these is refused by line", damaged);
	scratch_end();
	return test_done();
}
