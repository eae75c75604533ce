#include "join/lines/open_files.h"

int
open_files_create(struct open_files *f, const char *left, const char *right,
    bool plain, struct err *e)
{
	if (stream_create(&f->side[0], left, STREAM_RECORD, plain, e))
		return -1;
	if (stream_create(&f->side[1], right, STREAM_RECORD, plain, e) == 0)
		return 0;
	stream_abandon(&f->side[0]);
	return -1;
}

bool
open_files_failed(const struct open_files *f)
{
	return output_failed(&f->side[0].out) || output_failed(&f->side[1].out);
}

int
open_files_flush(struct open_files *f, struct err *e)
{
	for (int i = 0; i < 2; i++)
		if (output_flush(&f->side[i].out, e))
			return -1;
	return 0;
}

int
open_files_finish(
    struct open_files *f, struct stream_out *results, struct err *e)
{
	if (stream_sync(results, e) || stream_sync(&f->side[0], e) ||
	    stream_sync(&f->side[1], e)) {
		open_files_abandon(f);
		stream_abandon(results);
		return -1;
	}
	if (stream_finish(&f->side[0], e)) {
		stream_abandon(&f->side[1]);
		stream_abandon(results);
		return -1;
	}
	if (stream_finish(&f->side[1], e)) {
		stream_abandon(results);
		return -1;
	}
	return stream_finish(results, e);
}

void
open_files_abandon(struct open_files *f)
{
	stream_abandon(&f->side[0]);
	stream_abandon(&f->side[1]);
}
