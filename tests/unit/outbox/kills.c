/*
 * Whoever adds, sends or decides is killed, anywhere: what it wrote is there.
 */
#include "deeds.h"

static void
nothing(void)
{
}

static void
killed_anywhere(void)
{
	deeds(150, nothing, nothing);
}

int
main(void)
{
	scratch_begin();
	test("whoever is killed at any call, no event and no answer is lost",
	    killed_anywhere);
	outboxes_end();
	return test_done();
}
