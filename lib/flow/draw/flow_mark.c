#include "flow/draw/flow_mark.h"

/* clang-format off */
static const struct flow_look_is looks[] = {
	[LOOK_PLAIN] = { "", "",
	    "333333", "ffffff", "c8c8c8", "202020", 1, EDGING_PLAIN },
	[LOOK_WAITING] = { "waiting", "…",
	    "767676", "ffffff", "9a9a9a", "1b1b1b", 1, EDGING_DASHED },
	[LOOK_READY] = { "ready", "○",
	    "1f5fa8", "ffffff", "7db4f0", "1b1b1b", 1, EDGING_PLAIN },
	[LOOK_RUNNING] = { "running", "►",
	    "1f5fa8", "dbe9f8", "7db4f0", "16304d", 3, EDGING_PLAIN },
	[LOOK_HELD] = { "held", "‖",
	    "a35200", "fdebd3", "f0b26a", "45290a", 3, EDGING_DASHED },
	[LOOK_DONE] = { "done", "✓",
	    "1a6a3a", "e3f3e8", "7fcf9b", "14301f", 1, EDGING_PLAIN },
	[LOOK_DIFFERS] = { "differs", "≠",
	    "6b4c9a", "ece4f6", "bda3e6", "2d2140", 2, EDGING_PLAIN },
	[LOOK_FAILED] = { "failed", "✗",
	    "a8131b", "fbe0e0", "ff8f88", "451619", 3, EDGING_DOUBLE },
	[LOOK_SKIPPED] = { "skipped", "–",
	    "767676", "f2f2f2", "9a9a9a", "262626", 1, EDGING_DOTTED },
	[LOOK_CANCELLED] = { "cancelled", "×",
	    "767676", "f2f2f2", "9a9a9a", "262626", 2, EDGING_DOTTED },
};
/* clang-format on */

const struct flow_look_is *
flow_look_is(enum flow_look look)
{
	return &looks[look];
}

void
flow_mark_free(struct flow_mark *m)
{
	for (size_t i = 0; i < FLOW_MARK_LINES; i++)
		buf_free(&m->line[i]);
	*m = (struct flow_mark){ 0 };
}
