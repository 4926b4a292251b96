def it = context.it
it.assertMigrated()
assert it.database().version('tenant_a') == '114'
assert it.database().version('tenant_b') == '114'
assert it.database().version('other') == '113'
def log = it.log()
assert log.contains('The parameter prefixes has a value that it does not take')
assert log.contains('no PhoenixKit under t_* (takes no schema)')
