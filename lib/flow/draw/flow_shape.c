#include "flow/draw/flow_shape.h"

enum { LEAN = 10, BAR = 7 };

/* Left, right, top and bottom. */
struct edges {
	int l, r, t, b;
};

static void
put_box(struct buf *b, struct edges e)
{
	buf_printf(b, "M%d %dH%dV%dH%dZ", e.l, e.t, e.r, e.b, e.l);
}

/* With round ends. */
static void
put_round(struct buf *b, struct edges e)
{
	int r = (e.b - e.t) / 2;

	if (r > 16)
		r = 16;
	buf_printf(b,
	    "M%d %dH%da%d %d 0 0 1 %d %dV%da%d %d 0 0 1 %d %dH%d"
	    "a%d %d 0 0 1 %d %dV%da%d %d 0 0 1 %d %dZ",
	    e.l + r, e.t, e.r - r, r, r, r, r, e.b - r, r, r, -r, r, e.l + r, r,
	    r, -r, -r, e.t + r, r, r, r, -r);
}

void
flow_shape_put(
    struct buf *b, enum flow_kind kind, const struct rank_box *box, int d)
{
	struct edges e = { box->x - d, box->x + box->w + d, box->y - d,
		box->y + box->h + d };
	int middle = (e.t + e.b) / 2;

	buf_str(b, "<path d=\"");
	switch (kind) {
	case FLOW_SH:
		buf_printf(b, "M%d %dH%dL%d %dH%dZ", e.l + LEAN, e.t, e.r,
		    e.r - LEAN, e.b, e.l);
		break;
	case FLOW_SEND:
		buf_printf(b, "M%d %dH%dL%d %dL%d %dH%dZ", e.l, e.t, e.r - LEAN,
		    e.r, middle, e.r - LEAN, e.b, e.l);
		break;
	case FLOW_FLOW:
		put_box(b, e);
		buf_printf(b, "M%d %dV%dM%d %dV%d", e.l + BAR, e.t, e.b,
		    e.r - BAR, e.t, e.b);
		break;
	case FLOW_APPROVE:
		buf_printf(b, "M%d %dH%dL%d %dL%d %dH%dL%d %dZ", e.l + LEAN,
		    e.t, e.r - LEAN, e.r, middle, e.r - LEAN, e.b, e.l + LEAN,
		    e.l, middle);
		break;
	case FLOW_WAIT:
		put_round(b, e);
		break;
	case FLOW_RUN:
	case FLOW_NOTHING:
		put_box(b, e);
		break;
	}
	buf_str(b, "\"/>");
}
