/* recon-clean --explain, of any bytes. The proposed profile is not tried. */
#include "explain/explain.h"

#include "fuzz.h"

static int
take_nothing(struct clean *c, const char *key, const char *value, struct err *e)
{
	(void)c;
	(void)key;
	(void)value;
	(void)e;
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct explain_rules rules = { .take = take_nothing };
	struct buf out = { 0 };
	struct err e;

	if (explain_bill(fuzz_file(0, (struct span){ (const char *)p, n }),
		&rules, &out, &e))
		fuzz_told(&e);
	buf_free(&out);
	return 0;
}
