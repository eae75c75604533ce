/* recon-clean --explain, of any bytes. */
#include "explain/explain.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct explain_rules rules = { .installed = NULL };
	struct buf out = { 0 };
	struct err e;

	if (explain_bill(fuzz_file(0, (struct span){ (const char *)p, n }),
		&rules, &out, &e) < 0)
		fuzz_told(&e);
	buf_free(&out);
	return 0;
}
