/*
 * page_parts: the parts of the page of a run.
 */
#ifndef PAGE_PARTS_H
#define PAGE_PARTS_H

#include "flow/draw/flow_mark.h"
#include "flow/view/show_view.h"

/* What parts add from, all borrowed. */
struct page {
	const struct show *show;
	const struct show_view *view;
	const struct flow_mark *marks;
};

extern const char page_run_style[];

/* Begins a section with its heading; "</section>" ends it. */
void page_section(struct buf *, const char *id, const char *heading);

/* Adds text of one line, that is visible already, or not. */
void page_text(struct buf *, const char *);

void page_head(const struct page *, struct buf *);
int page_no_runner(const struct page *, struct buf *, struct err *);
int page_silent(const struct page *, struct buf *, struct err *);
int page_alarms(const struct page *, struct buf *, struct err *);
void page_picture(const struct page *, struct buf *);
void page_nodes(const struct page *, struct buf *);
void page_outputs(const struct page *, struct buf *);
int page_log(const struct page *, struct buf *, struct err *);

#endif
