#include "cut/split/split_seals.h"

#include "split_case.h"

static enum split_standing
standing(const char *date)
{
	return split_seals_standing(&seals, &book, day_of(date));
}

static void
standings(void)
{
	EXPECT(standing("2026-11-19") == SPLIT_BEFORE);
	EXPECT(standing("2026-11-20") == SPLIT_SEALED);
	EXPECT(standing("2026-11-24") == SPLIT_SEALED);
	EXPECT(standing("2026-11-27") == SPLIT_SEALED);
	EXPECT(standing("2026-11-28") == SPLIT_OPEN);
	EXPECT(standing("2026-11-29") == SPLIT_NEXT);
	EXPECT(standing("2026-11-30") == SPLIT_AHEAD);
}

int
main(void)
{
	split_case_begin();
	test("a date is before the first, sealed, open, next or ahead",
	    standings);
	split_case_end();
	return test_done();
}
