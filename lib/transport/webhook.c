#include "transport/webhook.h"

#include <inttypes.h>

#include "io/hmac.h"
#include "text/base64.h"

int
webhook_key(struct span secret, struct buf *key, struct err *e)
{
	struct span prefix = SPAN("whsec_");

	if (!span_begins(secret, prefix)) {
		buf_add(key, secret);
		return 0;
	}
	secret =
	    (struct span){ secret.p + prefix.len, secret.len - prefix.len };
	if (!base64_read(key, secret))
		return err_set(
		    e, ST_FAIL, "what stands behind whsec_ is no base64");
	return 0;
}

void
webhook_sign(struct buf *b, struct span key, struct span id, int64_t seconds,
    struct span body)
{
	unsigned char mac[HMAC_BYTES];
	struct buf text = { 0 };

	buf_add(&text, id);
	buf_printf(&text, ".%" PRId64 ".", seconds);
	buf_add(&text, body);
	hmac_of(key, buf_span(&text), mac);
	buf_free(&text);
	buf_str(b, b->len ? " v1," : "v1,");
	base64_add(b, (struct span){ (const char *)mac, sizeof mac });
}
