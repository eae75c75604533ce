/* The files that are kept from day to day: that of a day before, that of
 * today, which a run would replace, and the bills that were seen. */
#include "bill/seen.h"
#include "book/state.h"
#include "fuzz.h"

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
put(const char *name, struct span text)
{
	FILE *f = fopen(path_of(name).s, "w");

	MUST(f && fwrite(text.p, 1, text.len, f) == text.len && !fclose(f));
}

static void
remove_all(void)
{
	static const char *const names[] = { "open-2022-11-01.res",
		"open-2022-11-02.res", "lock", "seen", "seen.lock" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unlink(path_of(names[i]).s);
	rmdir(dir);
}

static void
open_state(int32_t day, bool force)
{
	struct state s;
	struct err e;

	if (state_open(&s, dir, day, force, &e) == 0)
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
	put("open-2022-11-01.res", fuzz_part(&s));
	put("open-2022-11-02.res", fuzz_part(&s));
	put("seen", s);
	open_state(19298, false);
	open_state(19299, false);
	open_state(19296, true);
	open_seen();
	return 0;
}
