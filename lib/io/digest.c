#include "io/digest.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include <nettle/sha2.h>

#include "base/mem.h"

enum { PIECE = 1 << 16 }; /* bytes read at once */

struct digest_sum {
	struct sha256_ctx sha;
};

struct digest {
	struct input_layer layer; /* first, so that the input's pointer to it
				   * is one to the digest */
	struct digest_sum *sum;   /* owned */
	uint64_t bytes;
	bool ended;
	struct digest_text *to; /* borrowed, or NULL */
};

struct digest_sum *
digest_begin(void)
{
	struct digest_sum *s = mem_alloc(sizeof *s);

	sha256_init(&s->sha);
	return s;
}

void
digest_add(struct digest_sum *s, struct span bytes)
{
	sha256_update(&s->sha, bytes.len, (const uint8_t *)bytes.p);
}

void
digest_drop(struct digest_sum *s)
{
	free(s);
}

void
digest_again(struct digest_sum *s, char *text, size_t n)
{
	static const char hex[] = "0123456789abcdef";
	uint8_t sum[SHA256_DIGEST_SIZE];

	sha256_digest(&s->sha, sizeof sum, sum); /* and begins anew */
	for (size_t i = 0; i < n / 2; i++) {
		text[2 * i] = hex[sum[i] >> 4];
		text[2 * i + 1] = hex[sum[i] & 15];
	}
}

void
digest_end(struct digest_sum *s, char text[DIGEST_TEXT + 1])
{
	digest_again(s, text, DIGEST_TEXT);
	text[DIGEST_TEXT] = '\0';
	digest_drop(s);
}

void
digest_of(struct span bytes, char text[DIGEST_TEXT + 1])
{
	struct digest_sum *s = digest_begin();

	digest_add(s, bytes);
	digest_end(s, text);
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
		if (d->sum)
			digest_add(d->sum, (struct span){ p, (size_t)n });
	}
	d->ended |= n == 0;
	return n;
}

static void
close_layer(struct input_layer *l)
{
	struct digest *d = (struct digest *)l;

	if (d->to && d->ended) {
		d->to->bytes = d->bytes;
		if (d->sum)
			digest_end(d->sum, d->to->hex);
		d->to->known = true;
	} else if (d->sum) {
		digest_drop(d->sum);
	}
	free(d);
}

static struct digest *
cover(struct input *in, struct digest_sum *sum)
{
	struct digest *d = mem_zeroed(1, sizeof *d);

	d->layer =
	    (struct input_layer){ .read = read_through, .close = close_layer };
	d->sum = sum;
	input_cover(in, &d->layer);
	return d;
}

struct digest *
digest_cover(struct input *in)
{
	return cover(in, digest_begin());
}

void
digest_cover_to(struct input *in, struct digest_text *to, bool sum)
{
	cover(in, sum ? digest_begin() : NULL)->to = to;
}

int
digest_file(const struct input *in, struct digest_text *to, struct err *e)
{
	struct digest_sum *sum = digest_begin();
	char piece[PIECE];
	uint64_t bytes = 0;
	ssize_t n;

	while ((n = pread(in->fd, piece, sizeof piece, (off_t)bytes)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			digest_drop(sum);
			return err_sys(e, ST_FAIL, "%s: read", in->name);
		}
		digest_add(sum, (struct span){ piece, (size_t)n });
		bytes += (uint64_t)n;
	}
	to->bytes = bytes;
	digest_end(sum, to->hex);
	to->known = true;
	return 0;
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
	digest_end(sum, text);
	return 0;
}
