#include "flow/view/show_top.h"

#include "flow/view/show_alarms.h"

static const char restored[] =
    "this store is a copy that was restored: nothing in it begins before "
    "recon-flow go says so\n\n";

int
show_lacks_runner(const struct show *s, struct err *e)
{
	return s->no_runner ? flow_list_has_work(s->store, e) : 0;
}

void
show_no_runner(const struct show *s, struct buf *b)
{
	buf_str(b, "no runner works on this store: recon-flow work");
	if (s->option)
		buf_printf(b, " %s", s->option);
}

int
show_top(const struct show *s, struct buf *b, struct err *e)
{
	int lacks = show_lacks_runner(s, e);

	if (lacks < 0)
		return -1;
	if (s->store->restored)
		buf_str(b, s->json ? "{\"restored\":true}\n" : restored);
	if (lacks && s->json) {
		buf_str(b, "{\"runner\":false}\n");
	} else if (lacks) {
		show_no_runner(s, b);
		buf_str(b, "\n\n");
	}
	return show_alarms(s, b, e);
}
