/* A file that may be packed, gzip or zip, unpacked; then decoded. */
#include "fuzz.h"
#include "io/encoding/decode.h"
#include "io/packed/unpack.h"

enum { MUCH = 1 << 22 }; /* bytes of an input that need not be read on */

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static char bytes[1 << 12];
	struct span s = { (const char *)p, n };
	struct input in;
	struct err e;
	int64_t got = 0, all = 0;

	MUST(input_open(&in, fuzz_file(0, s), &e) == 0);
	if (unpack_cover(&in, NULL, &e) ||
	    !decode_cover(&in, "auto", true, &e)) {
		fuzz_told(&e);
		input_close(&in);
		return 0;
	}
	while (
	    all < MUCH && (got = input_read(&in, bytes, sizeof bytes, &e)) > 0)
		all += got;
	if (got < 0)
		fuzz_told(&e);
	input_close(&in);
	return 0;
}
