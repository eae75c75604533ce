#include "transport/this_machine.h"

#include "test.h"

static void
is(void)
{
	EXPECT(this_machine_is("localhost"));
	EXPECT(this_machine_is("127.0.0.1"));
	EXPECT(this_machine_is("127.1.2.3"));
	EXPECT(this_machine_is("::1"));
	EXPECT(this_machine_is("[::1]"));
}

static void
is_not(void)
{
	EXPECT(!this_machine_is(""));
	EXPECT(!this_machine_is("127.0.0.1.shop.example"));
	EXPECT(!this_machine_is("localhost.shop.example"));
	EXPECT(!this_machine_is("128.0.0.1"));
	EXPECT(!this_machine_is("::"));
	EXPECT(!this_machine_is("shop.example"));
}

int
main(void)
{
	test("this machine is known by its names", is);
	test("another is not taken for it", is_not);
	return test_done();
}
