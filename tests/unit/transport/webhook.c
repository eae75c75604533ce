#include "transport/webhook.h"

#include "io/digest.h"
#include "test.h"

static struct buf key, b;
static struct err e;

/* The example of the specification's libraries. */
static void
published(void)
{
	EXPECT(webhook_key(SPAN("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), &key,
		   &e) == 0);
	EXPECT(webhook_sign(&b, buf_span(&key),
		   SPAN("msg_p5jXN8AQM9LWM0D4loKWxJek"), 1614265330,
		   SPAN("{\"test\": 2432232314}"), &e) == 0);
	EXPECT(span_eq(buf_span(&b),
	    SPAN("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")));
	/* a second one, while a secret is changed */
	EXPECT(
	    webhook_sign(&b, buf_span(&key), SPAN("x"), 1, SPAN(""), &e) == 0);
	EXPECT(span_begins(buf_span(&b),
	    SPAN("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1,")));
}

static void
keys(void)
{
	buf_clear(&key);
	EXPECT(webhook_key(SPAN("any words"), &key, &e) == 0);
	EXPECT(span_eq(buf_span(&key), SPAN("any words")));
	EXPECT(webhook_key(SPAN("whsec_SECRET*"), &key, &e) == -1);
	EXPECT_STR(e.text, "what stands behind whsec_ is no base64");
}

/* RFC 4231, test cases 1, 2 and 6. */
static void
hmac(void)
{
	static const struct {
		const char *key, *text, *mac;
	} cases[] = {
		{ "\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b"
		  "\x0b\x0b\x0b\x0b\x0b\x0b",
		    "Hi There",
		    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e"
		    "32cff7" },
		{ "Jefe", "what do ya want for nothing?",
		    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964"
		    "ec3843" },
		{ NULL,
		    "Test Using Larger Than Block-Size Key - Hash Key First",
		    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0e"
		    "e37f54" },
	};
	char large[131];

	memset(large, 0xaa, sizeof large);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		unsigned char mac[DIGEST_BYTES];
		char text[2 * DIGEST_BYTES + 1];
		struct span k = cases[i].key
		    ? span_str(cases[i].key)
		    : (struct span){ large, sizeof large };

		EXPECT(digest_hmac(k, span_str(cases[i].text), mac, &e) == 0);
		for (size_t j = 0; j < DIGEST_BYTES; j++)
			snprintf(text + 2 * j, 3, "%02x", mac[j]);
		EXPECT_STR(text, cases[i].mac);
	}
}

int
main(void)
{
	test("the signature is that of the specification's example", published);
	test("a secret is base64 behind whsec_, or words", keys);
	test("HMAC-SHA256 is that of RFC 4231", hmac);
	buf_free(&key);
	buf_free(&b);
	return test_done();
}
