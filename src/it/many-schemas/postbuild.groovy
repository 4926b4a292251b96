def it = context.it
def database = it.database()
assert ['tenant_a', 'tenant_c', 'Shop, "Zwei"'].every { schema -> database.version(schema) == '114' }
assert database.version('tenant_b') == '112'
// Not asked for.
it.assertUntouched()
def log = it.log()
assert log.contains('4 schemas')
assert log.contains('tenant_a: migrated 1 integration (1 filled from the key), version 113 to 114')
assert log.contains('v114-up did not succeed in 1 of 4 schemas: tenant_b. The others are done.')
assert log.contains('in all: 4 schemas')
assert log.contains('Two settings contradict each other')
