#include "io/hmac.h"

#include <nettle/hmac.h>

void
hmac_of(struct span key, struct span bytes, unsigned char mac[HMAC_BYTES])
{
	struct hmac_sha256_ctx c;

	hmac_sha256_set_key(&c, key.len, (const uint8_t *)key.p);
	hmac_sha256_update(&c, bytes.len, (const uint8_t *)bytes.p);
	hmac_sha256_digest(&c, HMAC_BYTES, mac);
}
