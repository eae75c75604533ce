/* What is kept from day to day: files of open items of the older form, which a
 * run takes over, the one of a day that is run again, and the bills that were
 * seen. */
#include "bill/seen.h"
#include "book/state.h"
#include "fuzz.h"

#include <dirent.h>
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
put(const char *name, struct span text)
{
	FILE *f = fopen(path_of(name).s, "w");

	MUST(f && fwrite(text.p, 1, text.len, f) == text.len && !fclose(f));
}

static void
empty(void)
{
	DIR *d = opendir(dir);
	struct dirent *en;

	while (d && (en = readdir(d)))
		if (strcmp(en->d_name, ".") && strcmp(en->d_name, ".."))
			unlinkat(dirfd(d), en->d_name, 0);
	if (d)
		closedir(d);
}

static void
remove_all(void)
{
	empty();
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
	empty();
	put("open-2022-11-01.res", fuzz_part(&s));
	put("open-2022-11-02.res", fuzz_part(&s));
	put("seen", s);
	open_state(19298, false);
	open_state(19299, false);
	open_state(19296, true);
	open_seen();
	return 0;
}
