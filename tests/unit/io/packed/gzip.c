#include "io/packed/gzip.h"

#include <stdlib.h>

#include "io/packed/gunzip.h"
#include "scratch.h"
#include "test.h"

/* Writes n bytes in pieces of some length; the digest goes to digest. */
static int
write_packed(const char *p, size_t n, size_t piece, char *digest)
{
	struct err e;
	uint64_t bytes;
	struct gzip *g = gzip_open("f.gz", &e);

	if (!g)
		return -1;
	for (size_t i = 0; i < n; i += piece)
		gzip_put(
		    g, (struct span){ p + i, piece < n - i ? piece : n - i });
	return gzip_sync(g, digest, &bytes, &e) || gzip_close(g, &e);
}

static void
reads_again(const char *p, size_t n)
{
	struct input in;
	struct err e;
	char *got = malloc(n + 1);
	size_t len = 0;
	int64_t r;

	EXPECT(input_open(&in, "f.gz", &e) == 0);
	EXPECT(gunzip_cover(&in, &e) == 0);
	while ((r = input_read(&in, got + len, n + 1 - len, &e)) > 0)
		len += (size_t)r;
	EXPECT(r == 0 && len == n && !memcmp(got, p, n));
	input_close(&in);
	free(got);
}

static void
there_and_back(void)
{
	enum { N = 300000 };
	char *p = malloc(N), one[DIGEST_TEXT + 1], other[DIGEST_TEXT + 1];
	uint64_t seed = 7;

	for (size_t i = 0; i < N; i++)
		p[i] = (char)(scratch_random(&seed) >> 40);
	for (size_t n = 0; n <= N; n = n * 7 + 1) {
		EXPECT(write_packed(p, n, 1000, one) == 0);
		reads_again(p, n);
	}
	EXPECT(write_packed(p, N, N, one) == 0);
	reads_again(p, N);
	EXPECT(write_packed(p, N, 3, other) == 0);
	EXPECT_STR(one, other);
	free(p);
}

static void
not_there_until_closed(void)
{
	struct err e;
	struct gzip *g;

	scratch_files(1);
	g = gzip_open("f.gz", &e);
	gzip_put(g, SPAN("text"));
	gzip_abandon(g);
	EXPECT(scratch_files(0) == 0);
	EXPECT(!gzip_open("absent/f.gz", &e) && e.status == ST_FAIL);
}

int
main(void)
{
	scratch_begin();
	test("what is packed is unpacked again, however it was written",
	    there_and_back);
	test("a file that is thrown away never was there",
	    not_there_until_closed);
	scratch_end();
	return test_done();
}
