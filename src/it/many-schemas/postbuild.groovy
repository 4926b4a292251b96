def it = context.it
def database = it.database()
assert ['tenant_a', 'tenant_c', 'Shop, "Zwei"'].every { schema -> database.version(schema) == '114' }
assert database.version('tenant_b') == '112'
// Not asked for.
it.assertUntouched()
def page = new File(basedir, 'target/up.html').text
assert page.contains('1 of 4 schemas: Failed, nothing was changed</h1>')
assert ['tenant_a', 'tenant_b', 'tenant_c', 'Shop, &quot;Zwei&quot;'].every { schema -> page.contains(schema) }
def log = it.log()
assert log.contains('4 schemas')
assert log.contains('tenant_a: migrated 1 integration (1 filled from the key), version 113 to 114')
assert log.contains('v114-up did not succeed in 1 of 4 schemas: tenant_b. The others are done.')
assert log.contains('in all: 4 schemas')
assert log.contains('Two settings contradict each other')
