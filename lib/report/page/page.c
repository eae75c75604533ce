#include "report/page/page.h"

#include "report/page/frame.h"
#include "report/page/parts.h"

int
page_format(const struct view *v, struct buf *b, struct err *e)
{
	frame_begin(b, v->lang, v->title ? v->title : word(v->lang, WORD_TITLE),
	    v->date);
	if (part_answer(v, b, e) || part_totals(v, b, e) ||
	    part_ages(v, b, e) || part_largest(v, b, e) || part_by(v, b, e) ||
	    part_trend(v, b, e) || part_sources(v, b, e))
		return -1;
	frame_end(b, v->lang, v->made_by);
	return 0;
}
