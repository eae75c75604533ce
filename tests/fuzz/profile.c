/* A profile. */
#include "io/profile.h"
#include "text/near_name.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n };
	struct profile profile;
	struct err e;

	if (profile_load(&profile, fuzz_file(0, s), "", &e)) {
		fuzz_told(&e);
		return 0;
	}
	for (size_t i = 0; i < profile.n; i++)
		near_name_distance(profile.entries[i].key, "header-again");
	profile_free(&profile);
	return 0;
}
