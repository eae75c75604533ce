#include "flow/world/world_env.h"

#include <stdlib.h>

#include "test.h"

static const char *
find(const struct world_env *w, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < w->n; i++)
		if (!strncmp(w->list[i], name, n) && w->list[i][n] == '=')
			return w->list[i] + n + 1;
	return "absent";
}

static void
ours(void)
{
	char run[] = "RECON_RUN=7", plain[] = "PLAIN=new", x[] = "RECON_P_X=1";
	char *added[] = { run, plain, x, NULL };
	struct world_env w = { 0 };

	setenv("PLAIN", "old", 1);
	setenv("KEPT", "a=b", 1);
	setenv("RECON_OUT", "/of/another", 1);
	setenv("RECON_OUT_AS", "x", 1);
	setenv("RECON_ATTEMPT", "x", 1);
	setenv("RECON_NODE_A_STATUS", "done", 1);
	setenv("RECON_P_Y", "2", 1);
	setenv("RECON_PROFILES", "p", 1);
	world_env_make(&w, added);
	EXPECT_STR(find(&w, "PLAIN"), "new");
	EXPECT_STR(find(&w, "KEPT"), "a=b");
	EXPECT_STR(find(&w, "RECON_RUN"), "7");
	EXPECT_STR(find(&w, "RECON_P_X"), "1");
	EXPECT_STR(find(&w, "RECON_PROFILES"), "p");
	EXPECT_STR(find(&w, "RECON_P_Y"), "absent");
	EXPECT_STR(find(&w, "RECON_OUT"), "absent");
	EXPECT_STR(find(&w, "RECON_OUT_AS"), "absent");
	EXPECT_STR(find(&w, "RECON_ATTEMPT"), "absent");
	EXPECT_STR(find(&w, "RECON_NODE_A_STATUS"), "absent");
	EXPECT(!w.list[w.n]);
	world_env_free(&w);
	world_env_make(&w, NULL);
	EXPECT_STR(find(&w, "PLAIN"), "old");
	world_env_free(&w);
}

int
main(void)
{
	test("a command has our environment, but for what was told to another",
	    ours);
	return test_done();
}
