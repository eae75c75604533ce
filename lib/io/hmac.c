#include "io/hmac.h"

#include "io/digest.h"

enum { BLOCK = 64 }; /* bytes that SHA-256 takes at once */

static unsigned
digit(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* The digest of two spans one behind the other, as bytes. */
static int
digest_two(
    struct span a, struct span b, unsigned char sum[HMAC_BYTES], struct err *e)
{
	struct digest_sum *d = digest_begin();
	char text[DIGEST_TEXT + 1];

	digest_add(d, a);
	digest_add(d, b);
	if (digest_end(d, text, e))
		return -1;
	for (size_t i = 0; i < HMAC_BYTES; i++)
		sum[i] = (unsigned char)(digit(text[2 * i]) << 4 |
		    digit(text[2 * i + 1]));
	return 0;
}

int
hmac_of(struct span key, struct span bytes, unsigned char mac[HMAC_BYTES],
    struct err *e)
{
	unsigned char padded[BLOCK] = { 0 }, sum[HMAC_BYTES];
	char inner[BLOCK], outer[BLOCK];

	if (key.len > BLOCK) {
		if (digest_two(key, SPAN(""), padded, e))
			return -1;
	} else if (key.len)
		memcpy(padded, key.p, key.len);
	for (size_t i = 0; i < BLOCK; i++) {
		inner[i] = (char)(padded[i] ^ 0x36);
		outer[i] = (char)(padded[i] ^ 0x5c);
	}
	if (digest_two((struct span){ inner, BLOCK }, bytes, sum, e))
		return -1;
	return digest_two((struct span){ outer, BLOCK },
	    (struct span){ (const char *)sum, sizeof sum }, mac, e);
}
