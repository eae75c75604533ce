#include "io/md5.h"

#include <stdlib.h>

#include <nettle/md5.h>

#include "base/mem.h"

struct md5_sum {
	struct md5_ctx md5;
};

struct md5_sum *
md5_begin(void)
{
	struct md5_sum *s = mem_alloc(sizeof *s);

	md5_init(&s->md5);
	return s;
}

void
md5_add(struct md5_sum *s, struct span bytes)
{
	md5_update(&s->md5, bytes.len, (const uint8_t *)bytes.p);
}

void
md5_end(struct md5_sum *s, char text[MD5_TEXT + 1])
{
	static const char hex[] = "0123456789abcdef";
	uint8_t sum[MD5_DIGEST_SIZE];

	md5_digest(&s->md5, sizeof sum, sum);
	for (size_t i = 0; i < sizeof sum; i++) {
		text[2 * i] = hex[sum[i] >> 4];
		text[2 * i + 1] = hex[sum[i] & 15];
	}
	text[MD5_TEXT] = '\0';
	free(s);
}
