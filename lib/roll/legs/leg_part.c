#include "roll/legs/leg_part.h"

#include "roll/legs/leg_text.h"

static void
make_single(struct legs *legs, struct leg *l)
{
	struct result *line = arena_object(&legs->arena, sizeof *line);
	struct span rest = l->line->carried, field;
	struct buf b = { 0 };
	bool left = l->side == 'L';

	leg_put_counts(&b, &l, 1);
	while (leg_field_next(l, &rest, &field))
		if (!span_begins(field, SPAN("fields=")))
			leg_put_field(&b, field);
	*line = *l->line;
	line->class = left ? CLASS_LEFT : CLASS_RIGHT;
	line->has_left = left;
	line->has_right = !left;
	*(left ? &line->right : &line->left) = (struct amount){ 0 };
	/* a difference of two amounts fits, and so does either */
	amount_sub(line->left, line->right, &line->diff);
	line->carried = b.len
	    ? arena_copy(&legs->arena, (struct span){ b.p + 1, b.len - 1 })
	    : (struct span){ 0 };
	buf_free(&b);
	l->line = line;
}

void
leg_part(struct legs *legs, struct leg *left)
{
	make_single(legs, left);
	make_single(legs, left + 1);
}
