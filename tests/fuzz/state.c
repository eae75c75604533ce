/* What is kept from day to day: files of open items of the older form, which a
 * run takes over, the one of a day that is run again, and the bills that were
 * seen. */
#include "bill/seen.h"
#include "book/state.h"
#include "fuzz_dir.h"

#include <string.h>

static char dir[] = "/tmp/recon-fuzz-state.XXXXXX";

/* The path of a file there. */
struct path {
	char s[sizeof dir + sizeof "/open-2022-11-01.res"];
};

static struct path
path_of(const char *name)
{
	struct path p = { "" };

	snprintf(p.s, sizeof p.s, "%s/%s", dir, name);
	return p;
}

static void
remove_all(void)
{
	fuzz_dir_empty(dir);
	rmdir(dir);
}

static void
open_state(int32_t day, bool force)
{
	struct state_wish wish = {
		.dir = dir, .today = day, .force = force, .version = "0"
	};
	struct state s;
	struct err e;

	if (state_open(&s, &wish, &e) == 0)
		state_close(&s);
	else
		fuzz_told(&e);
}

static void
open_seen(void)
{
	struct path path = path_of("seen");
	struct seen s = { .path = path.s };
	struct err e;

	if (seen_open(&s, &e) == 0)
		seen_abandon(&s);
	else
		fuzz_told(&e);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n };
	static bool made;

	if (!made) {
		made = mkdtemp(dir) != NULL;
		MUST(made);
		atexit(remove_all);
	}
	fuzz_dir_empty(dir);
	fuzz_dir_put(dir, "open-2022-11-01.res", fuzz_part(&s));
	fuzz_dir_put(dir, "open-2022-11-02.res", fuzz_part(&s));
	fuzz_dir_put(dir, "seen", s);
	open_state(19298, false);
	open_state(19299, false);
	open_state(19296, true);
	open_seen();
	return 0;
}
