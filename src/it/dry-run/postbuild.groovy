context.it.assertUntouched()
def log = context.it.log()
assert log.contains('(dry run)')
assert log =~ /[0-9a-f-]{36} +"integration:openrouter" +"openrouter" +"default" +provider and name filled from the key/
assert log =~ /Dry run: 20 integrations would change .*; 0 problem rows/
assert !log.contains('Restart the application')
