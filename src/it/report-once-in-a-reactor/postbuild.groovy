context.it.assertRestored()
assert new File(basedir, 'target').list().sort() == ['down.json', 'up.json']
assert !new File(basedir, 'one/target/up.json').exists()
assert !new File(basedir, 'two/target/down.json').exists()
assert context.it.log().count('done already in this build') == 4
