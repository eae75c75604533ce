#include "io/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdlib.h>

#include "base/mem.h"

struct digest {
	struct input_layer layer; /* first, so that the input's pointer to it
				   * is one to the digest */
	EVP_MD_CTX *sha;          /* owned */
	uint64_t bytes;
	bool failed, ended;
};

static void *
more(size_t n, const char *file, int line)
{
	(void)file, (void)line;
	return mem_alloc(n);
}

static void *
resize(void *p, size_t n, const char *file, int line)
{
	(void)file, (void)line;
	return mem_resize(p, n ? n : 1);
}

static void
release(void *p, const char *file, int line)
{
	(void)file, (void)line;
	free(p);
}

/* libcrypto, which may crash where it gets no memory, takes it as all of us
 * do, from what ends the program then. */
static void
give_memory(void)
{
	static bool given;

	if (!given)
		CRYPTO_set_mem_functions(more, resize, release);
	given = true;
}

static int64_t
read_through(
    struct input_layer *l, struct input *in, char *p, size_t cap, struct err *e)
{
	struct digest *d = (struct digest *)l;
	int64_t n = input_read_below(in, l, p, cap, e);

	if (n > 0) {
		d->bytes += (uint64_t)n;
		d->failed =
		    d->failed || !EVP_DigestUpdate(d->sha, p, (size_t)n);
	}
	d->ended |= n == 0;
	return n;
}

static void
close_layer(struct input_layer *l)
{
	struct digest *d = (struct digest *)l;

	EVP_MD_CTX_free(d->sha);
	free(d);
}

struct digest *
digest_cover(struct input *in)
{
	struct digest *d = mem_zeroed(1, sizeof *d);

	d->layer =
	    (struct input_layer){ .read = read_through, .close = close_layer };
	give_memory();
	d->sha = EVP_MD_CTX_new();
	d->failed = !d->sha || !EVP_DigestInit_ex(d->sha, EVP_sha256(), NULL);
	input_cover(in, &d->layer);
	return d;
}

int
digest_take(struct digest *d, char text[DIGEST_TEXT + 1], uint64_t *bytes,
    struct err *e)
{
	static const char hex[] = "0123456789abcdef";
	unsigned char sum[DIGEST_TEXT / 2];

	if (!d->ended)
		return err_set(e, ST_BROKEN, "was not read to its end");
	if (d->failed || !EVP_DigestFinal_ex(d->sha, sum, NULL))
		return err_set(e, ST_FAIL, "OpenSSL cannot do SHA-256");
	for (size_t i = 0; i < sizeof sum; i++) {
		text[2 * i] = hex[sum[i] >> 4];
		text[2 * i + 1] = hex[sum[i] & 15];
	}
	text[DIGEST_TEXT] = '\0';
	*bytes = d->bytes;
	return 0;
}
