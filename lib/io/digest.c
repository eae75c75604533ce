#include "io/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdlib.h>

#include "base/mem.h"

struct digest_sum {
	EVP_MD_CTX *sha; /* owned */
	bool failed;
};

struct digest {
	struct input_layer layer; /* first, so that the input's pointer to it
				   * is one to the digest */
	struct digest_sum *sum;   /* owned */
	uint64_t bytes;
	bool ended;
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

struct digest_sum *
digest_begin(void)
{
	struct digest_sum *s;

	give_memory();
	s = mem_zeroed(1, sizeof *s);
	s->sha = EVP_MD_CTX_new();
	s->failed = !s->sha || !EVP_DigestInit_ex(s->sha, EVP_sha256(), NULL);
	return s;
}

void
digest_add(struct digest_sum *s, struct span bytes)
{
	s->failed = s->failed || !EVP_DigestUpdate(s->sha, bytes.p, bytes.len);
}

void
digest_drop(struct digest_sum *s)
{
	EVP_MD_CTX_free(s->sha);
	free(s);
}

int
digest_end(struct digest_sum *s, char text[DIGEST_TEXT + 1], struct err *e)
{
	static const char hex[] = "0123456789abcdef";
	unsigned char sum[DIGEST_TEXT / 2];
	bool failed = s->failed || !EVP_DigestFinal_ex(s->sha, sum, NULL);

	digest_drop(s);
	if (failed)
		return err_set(e, ST_FAIL, "OpenSSL cannot do SHA-256");
	for (size_t i = 0; i < sizeof sum; i++) {
		text[2 * i] = hex[sum[i] >> 4];
		text[2 * i + 1] = hex[sum[i] & 15];
	}
	text[DIGEST_TEXT] = '\0';
	return 0;
}

int
digest_of(struct span bytes, char text[DIGEST_TEXT + 1], struct err *e)
{
	struct digest_sum *s = digest_begin();

	digest_add(s, bytes);
	return digest_end(s, text, e);
}

bool
digest_is(struct span s)
{
	size_t n = 0;

	while (n < s.len && s.p[n] && strchr("0123456789abcdef", s.p[n]))
		n++;
	return n == s.len && n == DIGEST_TEXT;
}

static int64_t
read_through(
    struct input_layer *l, struct input *in, char *p, size_t cap, struct err *e)
{
	struct digest *d = (struct digest *)l;
	int64_t n = input_read_below(in, l, p, cap, e);

	if (n > 0) {
		d->bytes += (uint64_t)n;
		digest_add(d->sum, (struct span){ p, (size_t)n });
	}
	d->ended |= n == 0;
	return n;
}

static void
close_layer(struct input_layer *l)
{
	struct digest *d = (struct digest *)l;

	if (d->sum)
		digest_drop(d->sum);
	free(d);
}

struct digest *
digest_cover(struct input *in)
{
	struct digest *d = mem_zeroed(1, sizeof *d);

	d->layer =
	    (struct input_layer){ .read = read_through, .close = close_layer };
	d->sum = digest_begin();
	input_cover(in, &d->layer);
	return d;
}

int
digest_take(struct digest *d, char text[DIGEST_TEXT + 1], uint64_t *bytes,
    struct err *e)
{
	struct digest_sum *sum = d->sum;

	if (!d->ended)
		return err_set(e, ST_BROKEN, "was not read to its end");
	d->sum = NULL;
	*bytes = d->bytes;
	return digest_end(sum, text, e);
}
