#include "seen.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "test.h"

static char path[] = "/tmp/recon-seen.XXXXXX";

/* The digest of text, given in pieces of n bytes. */
static const char *
digest(struct span text, size_t n)
{
	static char hex[SHA256_HEX + 1];
	struct sha256 s;

	sha256_init(&s);
	while (text.len) {
		struct span piece = { text.p, n < text.len ? n : text.len };

		sha256_add(&s, piece);
		text.p += piece.len;
		text.len -= piece.len;
	}
	sha256_hex(&s, hex);
	return hex;
}

/* Examples of FIPS 180-4, and a million letters a. */
static void
known(void)
{
	static char many[1000000];

	EXPECT_STR(digest(SPAN(""), 1), "e3b0c44298fc1c149afbf4c8996fb92427ae"
	    "41e4649b934ca495991b7852b855");
	EXPECT_STR(digest(SPAN("abc"), 2), "ba7816bf8f01cfea414140de5dae2223b"
	    "00361a396177a9cb410ff61f20015ad");
	EXPECT_STR(digest(SPAN("abcdbcdecdefdefgefghfghighijhijkijkljklmklmn"
	    "lmnomnopnopq"), 7), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff"
	    "2167f6ecedd419db06c1");
	memset(many, 'a', sizeof many);
	for (size_t n = 63; n <= 129; n += 33)
		EXPECT_STR(digest((struct span){ many, sizeof many }, n),
		    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39c"
		    "cc7112cd0");
}

#define HEX1 "1111111111111111111111111111111111111111111111111111111111111111"
#define HEX2 "2222222222222222222222222222222222222222222222222222222222222222"

static void
once(void)
{
	struct seen s = { .path = path }, again = { .path = path,
		.again = true };
	struct err e;

	EXPECT(seen_note(&s, HEX1, "one", &e) == 0);
	EXPECT(seen_note(&s, HEX1, "one again", &e) == -1);
	EXPECT(e.status == ST_DIFFER);
	EXPECT(strstr(e.text, "one again: was read before, as one on 2") ==
	    e.text);
	EXPECT(seen_commit(&s, &e) == 0);
	seen_free(&s);
	s.lines = (struct buf){ 0 };
	EXPECT(seen_note(&s, HEX1, "one", &e) == -1);
	EXPECT(seen_note(&s, HEX2, "two", &e) == 0);
	EXPECT(seen_note(&again, HEX1, "one", &e) == 0);
	EXPECT(again.lines.len == 0);
	seen_free(&s);
}

/* Two programs noted the same bill before either committed. */
static void
race(void)
{
	struct seen a = { .path = path }, b = { .path = path };
	struct err e;

	EXPECT(seen_note(&a, HEX2, "two", &e) == 0);
	EXPECT(seen_note(&b, HEX2, "two", &e) == 0);
	EXPECT(seen_commit(&a, &e) == 0);
	EXPECT(seen_commit(&b, &e) == -1);
	EXPECT(e.status == ST_DIFFER);
	seen_free(&a);
	seen_free(&b);
}

int
main(void)
{
	close(mkstemp(path));
	unlink(path);
	test("digests are those of FIPS 180-4, in any pieces", known);
	test("a bill is taken once, and again only if told", once);
	test("of two programs with the same bill one commits", race);
	unlink(path);
	return test_done();
}
