#include "transport/webhook.h"

#include "test.h"

static struct buf key, b;
static struct err e;

/* The example of the specification's libraries. */
static void
published(void)
{
	EXPECT(webhook_key(SPAN("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), &key,
		   &e) == 0);
	webhook_sign(&b, buf_span(&key), SPAN("msg_p5jXN8AQM9LWM0D4loKWxJek"),
	    1614265330, SPAN("{\"test\": 2432232314}"));
	EXPECT(span_eq(buf_span(&b),
	    SPAN("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")));
	/* a second one, while a secret is changed */
	webhook_sign(&b, buf_span(&key), SPAN("x"), 1, SPAN(""));
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

int
main(void)
{
	test("the signature is that of the specification's example", published);
	test("a secret is base64 behind whsec_, or words", keys);
	buf_free(&key);
	buf_free(&b);
	return test_done();
}
