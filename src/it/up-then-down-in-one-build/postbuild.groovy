assert context.it.database().query("SELECT version || ', ' || old_keys FROM seen_by_the_test") == ['114, 0']
context.it.assertRolledBack()
