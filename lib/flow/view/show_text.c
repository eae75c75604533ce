#include "flow/view/show_text.h"

#include "base/visible_text.h"

void
show_flow_name(struct buf *b, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');

	visible_add(b,
	    (struct span){ name,
		dot && dot > name ? (size_t)(dot - name) : strlen(name) });
}
