#include "flow/file/flow_env.h"

static void
add(struct buf *b, const char *name)
{
	for (; *name; name++) {
		char c = *name;

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		buf_byte(b, c == '-' || c == '.' ? '_' : c);
	}
}

void
flow_env_param(struct buf *b, const char *param)
{
	buf_str(b, "RECON_P_");
	add(b, param);
}

void
flow_env_node(struct buf *b, const char *node, const char *out)
{
	buf_str(b, "RECON_");
	add(b, node);
	buf_byte(b, '_');
	add(b, out);
}
