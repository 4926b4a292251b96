context.it.assertMigrated()
assert context.it.database().version('Tenant "Zwei"') == '114'
assert context.it.log().count('version 113 is now 114') == 2
